// Free times: the days that have some, the times of the chosen day, and the zone in which they are read.
import { Select, Text } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useMemo, useState } from 'react';
import { formatting } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { zoneOptions } from '../../shell/options.ts';
import classes from './booking.module.css';

interface Props {
  slots: readonly string[];
  zone: string;
  onZone: (zone: string) => void;
  onChoose: (slot: string) => void;
}

/** The day of a moment in a zone, as `YYYY-MM-DD`. */
export function dayIn(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(new Date(at));
}

export function SlotPicker({ slots, zone, onZone, onChoose }: Props) {
  const byDay = useMemo(() => {
    const days = new Map<string, string[]>();
    for (const slot of slots) {
      const day = dayIn(slot, zone);
      days.set(day, [...(days.get(day) ?? []), slot]);
    }
    return days;
  }, [slots, zone]);
  const known = [...byDay.keys()];
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen && byDay.has(chosen) ? chosen : known[0];
  const time = new Intl.DateTimeFormat(formatting.locale, { timeStyle: 'short', timeZone: zone });
  if (!day)
    return (
      <Text c="dimmed" role="status">
        {t('book.none')}
      </Text>
    );
  const name = new Intl.DateTimeFormat(formatting.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
  return (
    <div className={classes.picker}>
      <div>
        <h2 className={classes.heading}>{t('book.choose')}</h2>
        <DatePicker
          value={day}
          onChange={(next) => next && setChosen(next)}
          minDate={known[0]}
          maxDate={known.at(-1)}
          excludeDate={(date) => !byDay.has(date)}
          defaultDate={day}
          locale={formatting.locale}
          firstDayOfWeek={1}
          size="md"
          hideOutsideDates
          ariaLabels={{
            previousMonth: t('book.month_before'),
            nextMonth: t('book.month_after'),
          }}
        />
        <Select
          mt="md"
          size="xs"
          label={t('book.zone')}
          data={zoneOptions()}
          value={zone}
          onChange={(next) => next && onZone(next)}
          allowDeselect={false}
          searchable
          limit={60}
        />
      </div>
      <div className={classes.times}>
        <h3 className={classes.heading} aria-live="polite">
          {name}
        </h3>
        <div className={classes.list}>
          {(byDay.get(day) ?? []).map((slot) => (
            <button key={slot} type="button" className={classes.slot} onClick={() => onChoose(slot)}>
              {time.format(new Date(slot))}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
