// When a task comes again, as the part of the recurrence rules of RFC 5545 that the server takes: read, written, and told in words.
import { formatDate, formatting, weekdayName } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

export const EVERY = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Every = (typeof EVERY)[number];

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const NTHS = [1, 2, 3, 4, -1] as const;

export interface Repeat {
  every: Every;
  interval: number;
  /** Days of the week, for weekly. */
  days: Weekday[];
  /** The nth such day of a month, for monthly. */
  nth: { nth: number; day: Weekday }[];
  /** Days of the month; -1 is its last. */
  monthDays: number[];
  count: number | null;
  /** The last day, `YYYY-MM-DD`. */
  until: string | null;
}

export const simple = (every: Every): Repeat => ({
  every,
  interval: 1,
  days: [],
  nth: [],
  monthDays: [],
  count: null,
  until: null,
});

const isWeekday = (text: string): text is Weekday => (WEEKDAYS as readonly string[]).includes(text);

export function parseRepeat(text: string): Repeat | null {
  const parts = new Map(
    text
      .replace(/^RRULE:/i, '')
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=') as [string, string]),
  );
  const every = EVERY.find((one) => one === parts.get('FREQ'));
  if (!every) return null;
  const byDay = (parts.get('BYDAY') ?? '').split(',').filter(Boolean);
  const until = parts.get('UNTIL');
  return {
    every,
    interval: Number(parts.get('INTERVAL') ?? 1) || 1,
    days: byDay.filter(isWeekday),
    nth: byDay.flatMap((one) => {
      const day = one.slice(-2);
      const nth = Number(one.slice(0, -2));
      return nth && isWeekday(day) ? [{ nth, day }] : [];
    }),
    monthDays: (parts.get('BYMONTHDAY') ?? '').split(',').filter(Boolean).map(Number),
    count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
    until: until ? `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}` : null,
  };
}

export function writeRepeat(rule: Repeat): string {
  const parts = [`FREQ=${rule.every}`];
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`);
  if (rule.every === 'WEEKLY' && rule.days.length)
    parts.push(`BYDAY=${WEEKDAYS.filter((day) => rule.days.includes(day)).join(',')}`);
  if (rule.every === 'MONTHLY' && rule.nth.length)
    parts.push(`BYDAY=${rule.nth.map(({ nth, day }) => `${nth}${day}`).join(',')}`);
  else if (rule.every === 'MONTHLY' && rule.monthDays.length) parts.push(`BYMONTHDAY=${rule.monthDays.join(',')}`);
  if (rule.until) parts.push(`UNTIL=${rule.until.replaceAll('-', '')}`);
  else if (rule.count) parts.push(`COUNT=${rule.count}`);
  return parts.join(';');
}

/** The name of a day of the week. */
export const dayLabel = (day: Weekday): string => weekdayName((WEEKDAYS.indexOf(day) + 1) % 7);

const listed = (words: string[]) => new Intl.ListFormat(formatting.locale, { type: 'conjunction' }).format(words);

/** The rule in words: “Every 2 weeks on Monday and Thursday, until 31 December 2027”. */
export function repeatText(text: string): string {
  const rule = parseRepeat(text);
  if (!rule) return text;
  const every = t(`repeat.every_${rule.every}`, { count: rule.interval });
  const on =
    rule.every === 'WEEKLY' && rule.days.length
      ? listed(rule.days.map(dayLabel))
      : rule.nth.length
        ? listed(
            rule.nth.map(({ nth, day }) =>
              t('repeat.nth_day', { nth: t(`repeat.nth_${nth as 1}`), day: dayLabel(day) }),
            ),
          )
        : rule.monthDays.length
          ? listed(rule.monthDays.map((day) => (day === -1 ? t('repeat.last_day') : t('repeat.month_day', { day }))))
          : '';
  const when = on ? t('repeat.on', { every, days: on }) : every;
  if (rule.until) return t('repeat.until_text', { when, day: formatDate(rule.until) });
  return rule.count ? t('repeat.count_text', { when, count: rule.count }) : when;
}
