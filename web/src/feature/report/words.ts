// What the parts of a report are called: columns, dimensions, and the groups along them.
import type { Definition, Dimension, MeasureAsked, ReportBucket } from '../../api/reports.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { findField, shownKind } from '../../dictionary/dictionary.ts';
import { countryName } from '../../field/shared/countries.ts';
import { asMoney, asText } from '../../field/shared/values.ts';
import { formatDate, formatMoney, formatNumber, formatting } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { labelOfGroup } from '../../record/group.ts';

export const LETTERS = 'ABCDEFGHIJ';
export const SPLITS = new Set<ReportBucket | undefined>(['day', 'week', 'month', 'quarter', 'year']);

export const measuresOf = (definition: Definition): MeasureAsked[] =>
  definition.measures?.length ? definition.measures : [{ measure: 'count' }];

/** What a report that is there from the beginning is called, until somebody names it anew. */
export function titleOf(
  kept: { name: string; body: { named?: string } },
  kind: 'report' | 'dashboard' = 'report',
): string {
  const { named } = kept.body;
  const key = named && `${kind}.first.${named}`;
  return key && FIRST.has(key) ? t(key as 'report.first.pipeline') : kept.name;
}

const FIRST = new Set([
  'dashboard.first.overview',
  ...[
    'revenue_number',
    'open_number',
    'won_number',
    'revenue_by_month',
    'pipeline',
    'categories',
    'customers',
    'when',
  ].map((name) => `report.first.${name}`),
]);

export function measureName(dictionary: Dictionary, object: ObjectType, asked: MeasureAsked): string {
  if (asked.name) return asked.name;
  if (!asked.field) return object.label_plural;
  const label = findField(dictionary, object, asked.field)?.label ?? asked.field;
  return asked.measure === 'sum' ? label : t(`report.measure_of.${asked.measure}`, { field: label });
}

/** The names of all columns: measures, then formulas. */
export function columnNames(dictionary: Dictionary, object: ObjectType, definition: Definition): string[] {
  return [
    ...measuresOf(definition).map((asked) => measureName(dictionary, object, asked)),
    ...(definition.formulas ?? []).map((formula, place) =>
      formula.name === 'Average purchase' && definition.named
        ? t('report.first.average')
        : formula.name || LETTERS[place] || '',
    ),
  ];
}

export function dimensionName(dictionary: Dictionary, object: ObjectType, dimension: Dimension): string {
  const label = findField(dictionary, object, dimension.field)?.label ?? dimension.field;
  return dimension.bucket === 'weekday' || dimension.bucket === 'hour' || dimension.bucket === 'country'
    ? `${label} · ${t(`report.bucket.${dimension.bucket}`)}`
    : label;
}

/** What a group is called. */
export function keyName(field: Field | undefined, dimension: Dimension, key: unknown): string {
  if (!field) return asText(key);
  const blank = key === null || key === undefined || key === '';
  if (blank) return dimension.bucket === 'country' ? t('report.no_country') : labelOfGroup(field, null);
  if (dimension.band) return bandName(key, Number(dimension.band));
  switch (dimension.bucket) {
    case 'weekday':
      return weekdayName(Number(key));
    case 'hour':
      return `${asText(key).padStart(2, '0')}:00`;
    case 'country':
      return countryName(asText(key));
    case 'day':
      return formatDate(asText(key));
    case 'week':
      return t('report.week_of', { day: formatDate(asText(key)) });
    case 'month':
      return monthName(asText(key));
    case 'quarter':
    case 'year':
      return labelOfGroup(field, key, dimension.bucket);
    default:
      return shownKind(field) === 'timestamp' ? formatDate(asText(key)) : labelOfGroup(field, key);
  }
}

function monthName(day: string): string {
  const format = new Intl.DateTimeFormat(formatting.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

/** 1 is Monday. */
export function weekdayName(day: number): string {
  const format = new Intl.DateTimeFormat(formatting.locale, { weekday: 'short', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return format.format(new Date(Date.UTC(2024, 0, day)));
}

function bandName(key: unknown, width: number): string {
  const money = asMoney(key);
  const from = Number(money ? money.amount : key);
  const told = (value: number) => (money ? formatMoney(value, money.currency, true) : formatNumber(value));
  return t('report.band', { from: told(from), until: told(from + width) });
}
