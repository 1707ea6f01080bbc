// Minutes of a day and names of days as people read them.
import { formatting } from '../../i18n/format.ts';

const named = (day: string, parts: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(formatting.locale, { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** “09:30”, or “9:30 am” where people say it so. */
export const clockOf = (minute: number): string =>
  new Intl.DateTimeFormat(formatting.locale, { timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, 0, 1, 0, minute)),
  );

export const dayName = (day: string): string => named(day, { weekday: 'long', day: 'numeric', month: 'long' });
export const weekdayOf = (day: string): string => named(day, { weekday: 'short' });
