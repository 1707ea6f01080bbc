// Numbers, money, dates and times as the reader writes them: language of the user, time zone of the user.
import { currentLanguage, matchLanguage, t } from './index.ts';

let locale = 'en-GB';
let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone in which moments are told. */
export const userZone = (): string => zone;
let currency = 'EUR';
let firstWeekday: 0 | 1 | 6 = 1;

const DEFAULT_LOCALE = {
  en: 'en-GB',
  sl: 'sl-SI',
  sk: 'sk-SK',
  sv: 'sv-SE',
  sr: 'sr-Cyrl-RS',
  'sr-Latn': 'sr-Latn-RS',
  'en-XA': 'en-GB',
};

// How calendars name their language, and the day as it is typed: with points and in figures where people write it so.
const CALENDAR = {
  en: { locale: 'en', day: 'D MMM YYYY' },
  sl: { locale: 'sl', day: 'D. M. YYYY' },
  sk: { locale: 'sk', day: 'D. M. YYYY' },
  sv: { locale: 'sv', day: 'YYYY-MM-DD' },
  sr: { locale: 'sr-cyrl', day: 'D. M. YYYY.' },
  'sr-Latn': { locale: 'sr', day: 'D. M. YYYY.' },
  'en-XA': { locale: 'en', day: 'D MMM YYYY' },
};

/** Sets what all formatting below follows; called when a session begins. */
export function setFormatting(options: {
  language: string;
  zone: string;
  currency: string;
  firstWeekday: string | number;
}): void {
  locale = DEFAULT_LOCALE[matchLanguage(options.language)];
  zone = validZone(options.zone) ? options.zone : zone;
  currency = options.currency || currency;
  const day = String(options.firstWeekday).toLowerCase();
  firstWeekday =
    day.startsWith('sun') || day === '0' || day === '7'
      ? 0
      : day.startsWith('sat') || day === '6' || day === '6'
        ? 6
        : 1;
}

export const formatting = {
  get locale() {
    return locale;
  },
  get zone() {
    return zone;
  },
  get currency() {
    return currency;
  },
  get firstWeekday() {
    return firstWeekday;
  },
};

function validZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What an input for days (or days with a time) needs to follow the user's language and first day of the week. */
export function dayInput(time = false): { locale: string; valueFormat: string; firstDayOfWeek: 0 | 1 | 6 } {
  const calendar = CALENDAR[currentLanguage()];
  return {
    locale: calendar.locale,
    valueFormat: time ? `${calendar.day} HH:mm` : calendar.day,
    firstDayOfWeek: firstWeekday,
  };
}

let collator: { locale: string; compare: (a: string, b: string) => number } | undefined;

/** “a, b and c”, as the language of the user joins them. */
export function listOf(words: readonly string[]): string {
  return new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(words);
}

/** The name of a day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayName(day: number): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

/** Puts texts in the order of the user's alphabet, numbers inside them by size. */
export function compareText(a: string, b: string): number {
  if (collator?.locale !== locale) collator = { locale, compare: new Intl.Collator(locale, { numeric: true }).compare };
  return collator.compare(a, b);
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`;
  const found = cache.get(key);
  if (found) return found as Intl.NumberFormat;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`;
  const found = cache.get(key);
  if (found) return found as Intl.DateTimeFormat;
  const made = new Intl.DateTimeFormat(locale, options);
  cache.set(key, made);
  return made;
}

// Decimal strings are handed to Intl as strings, which keeps every digit of a large amount.
type Numeric = number | `${number}`;

export function formatNumber(value: number | string, digits = 12): string {
  return numberFormat({ maximumFractionDigits: digits }).format(value as Numeric);
}

/** A whole number of a record. Four digits stay together, because they are often a year. */
export function formatInteger(value: number | string): string {
  return numberFormat({ maximumFractionDigits: 0, useGrouping: 'min2' }).format(value as Numeric);
}

/** How many there are: grouped by thousands from the first, as money is, so that numbers below each other agree. */
export function formatCount(value: number | string): string {
  return numberFormat({ maximumFractionDigits: 0 }).format(value as Numeric);
}

export function formatPercent(value: number | string): string {
  return numberFormat({ style: 'unit', unit: 'percent', maximumFractionDigits: 4 }).format(value as Numeric);
}

/** The size of a file, in the unit in which it is a short number. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return numberFormat({ style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / 1000 ** step,
  );
}

export function formatMoney(amount: string | number, unit: string, short = false): string {
  try {
    return numberFormat({
      style: 'currency',
      currency: unit,
      currencyDisplay: 'narrowSymbol',
      ...(short ? { notation: 'compact', maximumSignificantDigits: 3 } : {}),
    }).format(amount as Numeric);
  } catch {
    // A code Intl does not know is still shown, as a plain number with the code.
    return `${formatNumber(amount)} ${unit}`;
  }
}

/** A day; the short form leaves the year out, for places where it is nearly always this one. */
export function formatDate(value: string, short = false): string {
  const date = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return value;
  if (short) return dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(date);
  return dateFormat({ dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

export function formatTimestamp(value: string, seconds = false): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return dateFormat({ dateStyle: 'medium', timeStyle: seconds ? 'medium' : 'short', timeZone: zone }).format(date);
}

export function formatDay(value: string): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(date);
}

export function formatTime(value: string): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return dateFormat({ timeStyle: 'short', timeZone: zone }).format(date);
}

/** The calendar day of an instant in the user's zone, as `YYYY-MM-DD`. */
export function dayOf(value: string | Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(value));
  return parts.slice(0, 10);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** “3 days ago”, in the user's language. */
export function formatRelative(value: string, now: number = Date.now()): string {
  const seconds = (new Date(value).getTime() - now) / 1000;
  if (Number.isNaN(seconds)) return value;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return t('time.just_now');
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' }).format(
    Math.round(seconds / step[1]),
    step[0],
  );
}

/** `1 h 30 min` from seconds. */
export function formatDuration(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const total = Math.abs(Math.round(seconds));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = total % 60;
  const parts: string[] = [];
  if (hours) parts.push(t('time.hours', { n: hours }));
  if (minutes) parts.push(t('time.minutes', { n: minutes }));
  if (rest || parts.length === 0) parts.push(t('time.seconds', { n: rest }));
  return sign + parts.join(' ');
}

/** Reads `1:30`, `90`, `1h 30m` or `45 min` as seconds; plain numbers are minutes. Nothing readable gives null. */
export function parseDuration(text: string): number | null {
  const clean = text.trim().toLowerCase();
  if (!clean) return null;
  const clock = /^(\d+):(\d{1,2})(?::(\d{1,2}))?$/.exec(clean);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  if (/^\d+([.,]\d+)?$/.test(clean)) return Math.round(Number(clean.replace(',', '.')) * 60);
  let total = 0;
  let found = false;
  for (const part of clean.matchAll(/(\d+(?:[.,]\d+)?)\s*(h|m|s|ч|м|с)\p{L}*/gu)) {
    const unit = part[2] ?? '';
    const size = 'hч'.includes(unit) ? 3600 : 'mм'.includes(unit) ? 60 : 1;
    total += Number((part[1] ?? '0').replace(',', '.')) * size;
    found = true;
  }
  return found ? Math.round(total) : null;
}

function separator(type: 'decimal' | 'group'): string {
  const parts = numberFormat({ useGrouping: true }).formatToParts(1_234_567.5);
  return parts.find((part) => part.type === type)?.value ?? '';
}

/** The decimal separator of the user's language. */
export function decimalSeparator(): string {
  return separator('decimal');
}

/** A number as it stands in an input: with the decimal separator of the user's language, so that it is read back the same. */
export function typedDecimal(value: string): string {
  return value.replace('.', separator('decimal'));
}

/**
 * Reads a number typed by a person: `1.234,56`, `1,234.56` and `1234.56` are the same; null when it is none.
 * Where there is one separator only, the language says what it means: `1.234` is a thousand and more in Slovenian.
 */
export function parseDecimal(text: string): string | null {
  let clean = text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/−/g, '-');
  if (!clean) return null;
  if (clean.split(separator('group')).length === 2 && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(clean))
    return clean.replace(/[.,]/, '');
  const comma = clean.lastIndexOf(',');
  const dot = clean.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) {
    clean = comma > dot ? clean.replace(/\./g, '').replace(',', '.') : clean.replace(/,/g, '');
  } else if (comma >= 0) {
    clean = clean.indexOf(',') === comma ? clean.replace(',', '.') : clean.replace(/,/g, '');
  } else if (dot >= 0 && clean.indexOf('.') !== dot) {
    clean = clean.replace(/\./g, '');
  }
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(clean) ? clean.replace(/\.$/, '') : null;
}

/** The instant of a wall-clock time in the user's zone, as RFC 3339 in UTC. `wall` is `YYYY-MM-DD HH:mm[:ss]`. */
export function instantOf(wall: string, inZone: string = zone): string {
  const naive = Date.parse(`${wall.replace(' ', 'T')}${wall.length <= 10 ? 'T00:00:00' : ''}Z`);
  if (Number.isNaN(naive)) return wall;
  // Two rounds settle on the offset that holds at the found instant, also near a change of summer time.
  let instant = naive - offsetAt(naive, inZone);
  instant = naive - offsetAt(instant, inZone);
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** The wall-clock time `YYYY-MM-DD HH:mm:ss` of an instant in the user's zone. */
export function wallTimeOf(value: string, inZone: string = zone): string | null {
  const instant = Date.parse(value);
  if (Number.isNaN(instant)) return null;
  return new Date(instant + offsetAt(instant, inZone)).toISOString().slice(0, 19).replace('T', ' ');
}

function offsetAt(instant: number, inZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: inZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}
