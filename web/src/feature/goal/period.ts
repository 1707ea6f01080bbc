// The periods that targets and forecasts run over: which one it is, the ones beside it, and how they are written.
import { formatting } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

export type Length = 'month' | 'quarter' | 'year';

const pad = (number: number) => String(number).padStart(2, '0');

/** The period of that length a day lies in: 2026, 2026-Q4, 2026-11. */
export function periodAround(length: Length, year: number, month: number): string {
  if (length === 'year') return String(year);
  return length === 'quarter' ? `${year}-Q${Math.ceil(month / 3)}` : `${year}-${pad(month)}`;
}

export function lengthOf(period: string): Length {
  if (!period.includes('-')) return 'year';
  return period.includes('Q') ? 'quarter' : 'month';
}

/** The year and the first month. */
export function beginningOf(period: string): { year: number; month: number } {
  const [year, part] = period.split('-');
  const month = !part ? 1 : part.startsWith('Q') ? Number(part.slice(1)) * 3 - 2 : Number(part);
  return { year: Number(year), month };
}

const MONTHS: Record<Length, number> = { month: 1, quarter: 3, year: 12 };

/** The period so many steps later, or earlier. */
export function besides(period: string, steps: number): string {
  const length = lengthOf(period);
  const { year, month } = beginningOf(period);
  const months = year * 12 + (month - 1) + steps * MONTHS[length];
  return periodAround(length, Math.floor(months / 12), (((months % 12) + 12) % 12) + 1);
}

/** The period of another length around the same beginning. */
export function withLength(period: string, length: Length): string {
  const { year, month } = beginningOf(period);
  return periodAround(length, year, month);
}

/** The quarter it is, on the user's calendar. */
export function thisQuarter(now = new Date()): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: formatting.zone, year: 'numeric', month: '2-digit' });
  const [year, month] = parts.format(now).split('-').map(Number);
  return periodAround('quarter', year ?? 2026, month ?? 1);
}

export function isPeriod(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$/.test(value);
}

export function firstDayOf(period: string): string {
  const { year, month } = beginningOf(period);
  return `${year}-${pad(month)}-01`;
}

export function periodName(period: string): string {
  const { year, month } = beginningOf(period);
  switch (lengthOf(period)) {
    case 'year':
      return String(year);
    case 'quarter':
      return t('goal.quarter', { quarter: Math.ceil(month / 3), year: String(year) });
    case 'month':
      return new Intl.DateTimeFormat(formatting.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        Date.UTC(year, month - 1, 1),
      );
  }
}
