// The days of a month that hold something, one below the other: a calendar for a phone, and for whoever likes lists.
import { ActionIcon } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { ListParams } from '../../../api/records.ts';
import type { Field, Filter, ObjectType } from '../../../api/types.ts';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { Chip } from '../../../field/shared/Chip.tsx';
import { asText } from '../../../field/shared/values.ts';
import { formatDate, formatting } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import type { useViewWalk } from '../../panel/use_view_walk.ts';
import classes from './calendar.module.css';
import { DayList } from './DayList.tsx';
import { timeOf } from './Entry.tsx';
import type { useDays } from './use_days.ts';

interface Props {
  object: ObjectType;
  field: Field;
  color: Field | undefined;
  days: string[];
  today: string;
  found: ReturnType<typeof useDays>;
  create: ((day: string) => void) | undefined;
  params: ListParams;
  onNarrow: (condition: Filter) => void;
  walk: ReturnType<typeof useViewWalk>;
}

const MOST = 50;

export function Agenda({ object, field, color, days, today, found, create, params, onNarrow, walk }: Props) {
  // Today stands there also when it is empty: one sees where one is.
  const shown = days.filter((day) => found.countOf(day) > 0 || day === today);
  if (!shown.length && !found.isPending)
    return <Blank title={t('calendar.nothing', { objects: object.label_plural.toLowerCase() })} />;
  const places = new Map(found.rows.map(({ id }, at) => [id, at]));
  return (
    <section className={classes.agenda} aria-busy={found.isPending} {...walk.listeners}>
      {shown.map((day) => {
        const rows = (found.byDay.get(day) ?? []).slice(0, MOST);
        const count = found.countOf(day);
        return (
          <div
            key={day}
            ref={day === today && !found.isPending ? toToday : undefined}
            className={classes.agendaDay}
            data-today={day === today || undefined}
          >
            <h3 className={classes.agendaHead}>
              <span>{dayName(day)}</span>
              {day === today && <em>{t('calendar.today')}</em>}
              {create && (
                <ActionIcon
                  size={24}
                  aria-label={t('calendar.add', { object: object.label.toLowerCase(), day: formatDate(day) })}
                  onClick={() => create(day)}
                >
                  <Plus size={14} />
                </ActionIcon>
              )}
            </h3>
            {rows.map((row) => {
              const choice = color?.choices?.find(({ key }) => key === asText(row[color.key]));
              return (
                <div
                  key={row.id}
                  className={classes.agendaRow}
                  data-record={row.id}
                  data-at={places.get(row.id) ?? 0}
                  data-open={row.id === walk.peekedId || undefined}
                >
                  <time>{timeOf(row, field)}</time>
                  <RecordLink object={object.key} id={row.id} className={classes.agendaTitle}>
                    {row.title || t('record.untitled')}
                  </RecordLink>
                  {choice && <Chip id={choice.key} label={choice.label} color={choice.color} />}
                </div>
              );
            })}
            {count > rows.length && (
              <DayList {...{ object, params, field, day, count, onNarrow }} more={count - rows.length} />
            )}
          </div>
        );
      })}
    </section>
  );
}

// One opens an agenda to see what is next; what has been lies above. A constant, so that it happens once.
const toToday = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'start' });

const dayName = (day: string) =>
  new Intl.DateTimeFormat(formatting.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
