// The head of a day: its name leads to the day by itself, and something without an hour is made on it.
import { ActionIcon } from '@mantine/core';
import { Plus } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { dayName, weekdayOf } from './clock.ts';
import { dateOf } from './lanes.ts';
import classes from './time_grid.module.css';

interface Props {
  day: string;
  /** What a column is called that is not alone with its day. */
  title?: React.ReactNode;
  isToday: boolean;
  onDay: ((day: string) => void) | undefined;
  onCreate: (() => void) | undefined;
  createLabel: string | undefined;
}

export function DayHead({ day: column, title, isToday, onDay, onCreate, createLabel }: Props) {
  const day = dateOf(column);
  const name = title ?? (
    <>
      <span>{weekdayOf(day)}</span>
      <time dateTime={day}>{Number(day.slice(8))}</time>
    </>
  );
  return (
    <div className={classes.dayHead} data-day={day} data-today={isToday || undefined}>
      {onDay ? (
        <button
          type="button"
          className={classes.dayName}
          title={t('time_grid.open_day', { day: dayName(day) })}
          onClick={() => onDay(day)}
        >
          {name}
        </button>
      ) : (
        <h3 className={classes.dayName}>{name}</h3>
      )}
      {onCreate && (
        <ActionIcon size={22} className={classes.add} aria-label={createLabel} title={createLabel} onClick={onCreate}>
          <Plus size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
