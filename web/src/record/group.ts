// Records in groups: which fields can be grouped by, what a group is called, and the condition that its records meet.
import type { Field, FieldKind, Filter } from '../api/types.ts';
import { shownKind } from '../dictionary/dictionary.ts';
import { faceOf } from '../field/faces.ts';
import { asText } from '../field/shared/values.ts';
import { dayOf, formatting } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { openFilter } from './filter.ts';

export const BUCKETS = ['month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

export interface Grouping {
  path: string;
  bucket: Bucket | undefined;
}

type Told = Pick<Field, 'key' | 'label' | 'kind' | 'computed'>;

const GROUPED = new Set<FieldKind>(['choice', 'choices', 'tags', 'link', 'boolean', 'date', 'timestamp']);
const TIMES = new Set<FieldKind>(['date', 'timestamp']);
const LISTS = new Set<FieldKind>(['choices', 'tags']);
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

export const isTime = (field: Field) => TIMES.has(shownKind(field));
export const isMultiple = (field: Field) => LISTS.has(shownKind(field));

/** Texts are grouped where they are indexed and repeat: a group for each name says nothing. */
export function canGroup(field: Field): boolean {
  if (!field.groupable || field.unique || field.key === 'external_ids') return false;
  const kind = shownKind(field);
  return GROUPED.has(kind) || (kind === 'text' && field.indexed && !field.searchable);
}

/** `stage`, or for days and moments with the span after a colon: `closed_at:quarter`. */
export function readGrouping(text: string | undefined): Grouping | undefined {
  const [path, span] = (text ?? '').split(':');
  return path ? { path, bucket: BUCKETS.find((one) => one === span) } : undefined;
}

export const writeGrouping = (field: Field, bucket: Bucket | undefined): string =>
  isTime(field) ? `${field.key}:${bucket ?? 'month'}` : field.key;

const isRef = (value: unknown): value is { id: string; title?: string } =>
  typeof value === 'object' && value !== null && 'id' in value;

/** The last day of the bucket that begins with this day. */
function lastDay(first: string, bucket: Bucket): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + MONTHS[bucket], 0)).toISOString().slice(0, 10);
}

/** What the records of a group have in common. A time's key is the first day of its bucket. */
export function conditionOf(field: Told, key: unknown, bucket?: Bucket): Filter {
  const kind = shownKind(field as Field);
  const told = (op: 'is' | 'between' | 'has_any', value: unknown): Filter => ({ field: field.key, op, value });
  if (key === null || key === undefined || key === '') return { field: field.key, op: 'is_empty' };
  if (TIMES.has(kind) && bucket) {
    const first = asText(key).slice(0, 10);
    return told('between', [first, lastDay(first, bucket)]);
  }
  if (LISTS.has(kind)) return told('has_any', [key]);
  return told('is', isRef(key) ? key.id : key);
}

export function labelOfGroup(field: Field, key: unknown, bucket?: Bucket): string {
  if (key === null || key === undefined || key === '') return t('group.none', { field: field.label.toLowerCase() });
  if (isTime(field) && bucket) {
    const first = asText(key).slice(0, 10);
    const [year = '', month = '1'] = first.split('-');
    if (bucket === 'year') return year;
    if (bucket === 'quarter') return t('group.quarter', { quarter: Math.ceil(Number(month) / 3), year });
    const format = new Intl.DateTimeFormat(formatting.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    return format.format(new Date(`${first}T00:00:00Z`));
  }
  if (isRef(key)) return key.title || t('record.untitled');
  return faceOf(field).text(LISTS.has(shownKind(field)) ? [key] : key, field) || asText(key);
}

const SAME = new Set<FieldKind>(['text', 'integer', 'link', 'choice', 'boolean', 'date', 'web_address']);

/** The condition “has this value” of a cell, or its opposite; none where a value cannot be compared by itself. */
export function conditionOfCell(field: Field, value: unknown, isWanted: boolean): Filter | undefined {
  const kind = shownKind(field);
  const told = (op: (typeof field.operators)[number], wanted?: unknown): Filter | undefined =>
    field.operators.includes(op)
      ? { field: field.key, op, ...(wanted === undefined ? {} : { value: wanted }) }
      : undefined;
  const isEmpty = value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);
  if (isEmpty) return told(isWanted ? 'is_empty' : 'is_not_empty');
  if (LISTS.has(kind)) return told(isWanted ? 'has_all' : 'has_none', value);
  if (kind === 'timestamp') {
    // Moments hardly ever coincide: what is meant is the day.
    const day = told('is', dayOf(asText(value)));
    return day && !isWanted ? { not: day } : day;
  }
  if (!SAME.has(kind)) return undefined;
  const wanted = isRef(value) ? value.id : value;
  if (isWanted) return told('is', wanted);
  const same = told('is', wanted);
  return told('is_not', wanted) ?? (same && { not: same });
}

/** A filter narrowed by one more condition; what was joined by “or” stays together. */
export function narrowed(filter: Filter | null | undefined, condition: Filter): Filter {
  if (!filter) return condition;
  const { join, parts } = openFilter(filter);
  const same = JSON.stringify(condition);
  if (join === 'or' && parts.length > 1) return { and: [filter, condition] };
  return parts.some((part) => JSON.stringify(part) === same) ? filter : { and: [...parts, condition] };
}
