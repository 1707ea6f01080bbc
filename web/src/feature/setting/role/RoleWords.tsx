// A role in words: which objects, and what may be done with them.
import { Text } from '@mantine/core';
import { useDictionary } from '../../../dictionary/context.tsx';
import { listOf } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import type { Draft } from './draft.ts';
import classes from './role.module.css';
import { sayRole } from './words.ts';

export function RoleWords({ role }: { role: Draft }) {
  const dictionary = useDictionary();
  if (role.administrator) {
    return (
      <Text size="sm" c="dimmed">
        {t('roles.administrator')}
      </Text>
    );
  }
  const lines = sayRole(role);
  const name = (key: string) =>
    key === '*'
      ? t(lines.length === 1 ? 'roles.everything' : 'roles.everything_else')
      : (dictionary.byKey.get(key)?.label_plural ?? key);
  const hidden = Object.values(role.fields).filter((access) => access === 'hidden').length;
  const readable = Object.values(role.fields).filter((access) => access === 'read').length;
  return (
    <ul className={classes.words}>
      {lines.map((line) => (
        <li key={line.objects.join()}>
          <b>{listOf(line.objects.map(name))}</b>: {line.text}
        </li>
      ))}
      {hidden > 0 && <li>{t('roles.say.hidden', { count: hidden })}</li>}
      {readable > 0 && <li>{t('roles.say.readable', { count: readable })}</li>}
    </ul>
  );
}
