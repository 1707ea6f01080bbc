// A month: what falls on each day, and the way into the day.
import type { MouseEvent } from 'react';
import { t } from '../../i18n/index.ts';
import { clockOf, dayName, weekdayOf } from '../../record/time_grid/clock.ts';
import { monthOf } from '../../record/view/calendar/days.ts';
import { isPlain } from '../../record/view/calendar/Entry.tsx';
import classes from './calendar.module.css';
import type { Entry } from './events.ts';

const MOST = 4;

interface Props<T extends Entry> {
  days: readonly string[];
  at: string;
  today: string;
  entries: readonly T[];
  hrefOf: (entry: T) => string;
  onOpen: (entry: T) => void;
  onDay: (day: string) => void;
}

export function MonthDays<T extends Entry>({ days, at, today, entries, hrefOf, onOpen, onDay }: Props<T>) {
  const byDay = grouped(entries);
  return (
    <section className={classes.month} aria-label={t('team_calendar.title')}>
      {days.slice(0, 7).map((day) => (
        <div key={day} className={classes.weekday}>
          {weekdayOf(day)}
        </div>
      ))}
      {days.map((day) => {
        const own = byDay.get(day) ?? [];
        const shown = own.length > MOST ? own.slice(0, MOST - 1) : own;
        return (
          <div
            key={day}
            className={classes.day}
            data-today={day === today || undefined}
            data-outside={monthOf(day) !== monthOf(at) || undefined}
          >
            <button
              type="button"
              className={classes.number}
              aria-label={t('time_grid.open_day', { day: dayName(day) })}
              onClick={() => onDay(day)}
            >
              {Number(day.slice(8))}
            </button>
            {shown.map((entry) => (
              <EntryLink key={entry.id} entry={entry} href={hrefOf(entry)} onOpen={onOpen} />
            ))}
            {own.length > shown.length && (
              <button type="button" className={classes.more} onClick={() => onDay(day)}>
                {t('calendar.more', { count: own.length - shown.length })}
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
}

function EntryLink<T extends Entry>({ entry, href, onOpen }: { entry: T; href: string; onOpen: (entry: T) => void }) {
  const open = (event: MouseEvent) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    onOpen(entry);
  };
  return (
    <a
      href={href}
      className={classes.entry}
      style={{ background: entry.color?.background, color: entry.color?.text }}
      data-done={entry.isDone || undefined}
      title={entry.note}
      onClick={open}
    >
      <time>{clockOf(entry.minute ?? 0)}</time> {entry.title}
    </a>
  );
}

export function grouped<T extends Entry>(entries: readonly T[]): Map<string, T[]> {
  const byDay = new Map<string, T[]>();
  for (const entry of [...entries].sort((one, other) => (one.minute ?? 0) - (other.minute ?? 0)))
    byDay.set(entry.day, [...(byDay.get(entry.day) ?? []), entry]);
  return byDay;
}
