// Day after day what is to come, as a list: the calendar of a phone.
import { Loader, Text } from '@mantine/core';
import { CalendarCheck } from 'lucide-react';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { clockOf, dayName } from '../../record/time_grid/clock.ts';
import { isPlain } from '../../record/view/calendar/Entry.tsx';
import { Blank } from '../../ui/Blank.tsx';
import classes from './calendar.module.css';
import type { Entry } from './events.ts';
import { grouped } from './MonthDays.tsx';

interface Props<T extends Entry> {
  days: readonly string[];
  today: string;
  entries: readonly T[];
  isPending: boolean;
  hrefOf: (entry: T) => string;
  onOpen: (entry: T) => void;
  onDay: (day: string) => void;
}

export function AgendaDays<T extends Entry>({ days, today, entries, isPending, hrefOf, onOpen, onDay }: Props<T>) {
  const byDay = grouped(entries);
  const filled = days.filter((day) => byDay.has(day) || day === today);
  if (isPending) return <Loader size="xs" type="dots" m="lg" aria-label={t('team_calendar.title')} />;
  if (!byDay.size)
    return (
      <Blank
        icon={<CalendarCheck size={22} strokeWidth={1.6} />}
        title={t('team_calendar.free')}
        text={t('team_calendar.free_text')}
      />
    );
  return (
    <section className={classes.agenda} aria-label={t('team_calendar.title')}>
      {filled.map((day) => (
        <div key={day} className={classes.agendaDay} data-today={day === today || undefined}>
          <h3>
            <button type="button" onClick={() => onDay(day)}>
              {dayName(day)}
            </button>
            {day === today && <em>{t('calendar.today')}</em>}
          </h3>
          {(byDay.get(day) ?? []).map((entry) => (
            <a
              key={entry.id}
              href={hrefOf(entry)}
              className={classes.agendaRow}
              data-done={entry.isDone || undefined}
              onClick={(event) => {
                if (!isPlain(event)) return;
                event.preventDefault();
                onOpen(entry);
              }}
            >
              <time>{clockOf(entry.minute ?? 0)}</time>
              <span
                className={classes.agendaMark}
                style={{ background: entry.color?.background, color: entry.color?.text }}
              >
                <ObjectIcon object={entry.object} size={14} />
              </span>
              <span className={classes.agendaText}>
                <b>{entry.title}</b>
                <span>
                  {[entry.minutes ? formatDuration(entry.minutes * 60) : '', entry.note].filter(Boolean).join(' · ')}
                </span>
              </span>
            </a>
          ))}
          {!byDay.has(day) && (
            <Text size="sm" c="dimmed" px="sm" pb="xs">
              {t('team_calendar.nothing')}
            </Text>
          )}
        </div>
      ))}
    </section>
  );
}
