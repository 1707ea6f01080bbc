// What comes along to the record that stays: everything that belonged to the others.
import { Text } from '@mantine/core';
import type { Move } from '../../api/duplicates.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { formatInteger } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './duplicates.module.css';

export function Moves({ moves, title }: { moves: Move[]; title: string }) {
  const dictionary = useDictionary();
  const some = moves.filter((move) => move.count > 0);
  return (
    <section className={classes.moves} aria-label={t('duplicates.moves')}>
      <Text size="sm" fw={560}>
        {some.length ? t('duplicates.moves_to', { title }) : t('duplicates.moves_none')}
      </Text>
      {some.map((move) => (
        <span key={`${move.object}.${move.field}`} className={classes.move}>
          <ObjectIcon object={dictionary.byKey.get(move.object) ?? { key: move.object }} size={14} />
          {move.label || dictionary.byKey.get(move.object)?.label_plural || move.object}{' '}
          <b>{formatInteger(move.count)}</b>
        </span>
      ))}
    </section>
  );
}
