// The others who have the record open: their faces in its head, and beside a field who is just editing it.
import { Avatar as Face, Tooltip } from '@mantine/core';
import { PencilLine } from 'lucide-react';
import { useObject } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import classes from '../record.module.css';
import { useOthers } from './context.tsx';

const MOST = 4;

export function Present({ object }: { object: string }) {
  const others = useOthers();
  const type = useObject(object);
  if (!others.length) return null;
  const more = others.length - MOST;
  return (
    <Face.Group spacing={6} aria-label={t('presence.here')} role="group">
      {others.slice(0, MOST).map(({ user, field }) => {
        const label = type?.fields.find((one) => one.key === field)?.label;
        const said = label
          ? t('presence.editing_field', { who: user.name, field: label })
          : t('presence.looking', { who: user.name });
        return (
          <Tooltip key={user.id} label={said}>
            <span className={classes.present} role="img" aria-label={said} data-editing={label ? true : undefined}>
              <Avatar name={user.name} size={26} />
            </span>
          </Tooltip>
        );
      })}
      {more > 0 && <Face size={26}>{`+${more}`}</Face>}
    </Face.Group>
  );
}

export function Editing({ field }: { field: string }) {
  const who = useOthers()
    .filter((one) => one.field === field)
    .map((one) => one.user.name);
  if (!who.length) return null;
  return (
    <span className={classes.editingNow} role="status">
      <PencilLine size={11} aria-hidden="true" /> {t('presence.editing', { who: who.join(', ') })}
    </span>
  );
}
