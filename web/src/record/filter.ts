// The filter of a list as the filter bar edits it: one level of conditions joined by “and” or “or”; deeper trees are kept whole.
import type { Field, Filter, Operator } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { asText } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';

export interface Condition {
  field: string;
  op: Operator;
  value?: unknown;
}

export interface FlatFilter {
  join: 'and' | 'or';
  parts: Filter[];
}

const MOST_NODES = 200;

export function isCondition(filter: Filter): filter is Condition {
  return 'field' in filter;
}

/** Whether every condition has what it compares with, at all depths. */
export function isWhole(filter: Filter): boolean {
  if ('and' in filter || 'or' in filter) return ('and' in filter ? filter.and : filter.or).every(isWhole);
  if ('not' in filter) return isWhole(filter.not);
  if ('member_of' in filter) return filter.member_of !== '';
  return isCondition(filter) ? isComplete(filter) : !filter.where || isWhole(filter.where);
}

export function openFilter(filter: Filter | undefined | null): FlatFilter {
  if (!filter) return { join: 'and', parts: [] };
  if ('and' in filter) return { join: 'and', parts: filter.and };
  if ('or' in filter) return { join: 'or', parts: filter.or };
  return { join: 'and', parts: [filter] };
}

export function closeFilter({ join, parts }: FlatFilter): Filter | undefined {
  if (parts.length <= 1) return parts[0];
  return join === 'and' ? { and: parts.slice(0, MOST_NODES) } : { or: parts.slice(0, MOST_NODES) };
}

const VALUELESS = new Set<Operator>(['is_empty', 'is_not_empty']);
const LISTS = new Set<Operator>(['in', 'not_in', 'has_any', 'has_all', 'has_none']);

export const needsValue = (op: Operator) => !VALUELESS.has(op);

/** A condition without its value yet is not sent: it would be refused, or would empty the list while one types. */
export const isComplete = ({ op, value }: Condition) => isCompleteValue(op, value);

/** Whether an operator has all the values it compares with. */
export function isCompleteValue(op: Operator, value: unknown): boolean {
  if (!needsValue(op)) return true;
  if (op === 'between')
    return (
      Array.isArray(value) &&
      value.length === 2 &&
      value.every((end) => end !== undefined && end !== null && end !== '')
    );
  if (LISTS.has(op)) return Array.isArray(value) && value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

/** Keeps the value when the operator changes to one that takes the same shape. */
export function changeOperator(condition: Condition, op: Operator, start: unknown): Condition {
  const sameShape = LISTS.has(op) === LISTS.has(condition.op) && (op === 'between') === (condition.op === 'between');
  const relative =
    op === 'within' ||
    op === 'anniversary_within' ||
    condition.op === 'within' ||
    condition.op === 'anniversary_within';
  if (sameShape && !relative && needsValue(op)) return { ...condition, op };
  if (LISTS.has(op) && condition.value !== undefined && !Array.isArray(condition.value))
    return { field: condition.field, op, value: [condition.value] };
  return { field: condition.field, op, value: start };
}

function relativeText(value: unknown): string {
  const relative = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  for (const span of ['last', 'next'] as const) {
    if (typeof relative[span] === 'number') {
      const unit = asText(relative.unit) as 'day' | 'week' | 'month' | 'quarter' | 'year';
      return t(`filter.within.${span}.${unit}`, { count: relative[span] });
    }
  }
  for (const span of ['this', 'previous'] as const) {
    if (typeof relative[span] === 'string') {
      return t(`filter.within.${span}.${relative[span] as 'day' | 'week' | 'month' | 'quarter' | 'year'}`);
    }
  }
  return '';
}

/** The value of a condition in words. Links are named by the caller, who can look their titles up. */
export function valueText(field: Field, { op, value }: Condition): string {
  if (!needsValue(op)) return '';
  if (op === 'within' || op === 'anniversary_within') return relativeText(value);
  const one = (item: unknown) => {
    if (field.kind === 'boolean' || typeof item === 'boolean') return item ? t('value.yes') : t('value.no');
    if (op === 'contains' || op === 'starts_with' || op === 'city_is' || op === 'postal_code_starts_with')
      return asText(item);
    return faceOf(field).text(item, field) || asText(item);
  };
  if (op === 'between' && Array.isArray(value)) return value.map(one).join(' – ');
  return Array.isArray(value) ? value.map(one).join(', ') : one(value);
}

export interface SortStep {
  key: string;
  descending: boolean;
}

export function readSort(sort: string | null | undefined): SortStep[] {
  return (sort ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) =>
      part.startsWith('-') ? { key: part.slice(1), descending: true } : { key: part, descending: false },
    );
}

export const writeSort = (steps: SortStep[]): string | undefined =>
  steps.length ? steps.map((step) => (step.descending ? '-' : '') + step.key).join(',') : undefined;

/** Ascending, then descending, then not at all; with `add` the other steps stay. */
export function toggleSort(steps: SortStep[], key: string, add: boolean): SortStep[] {
  const current = steps.find((step) => step.key === key);
  const next = !current ? { key, descending: false } : current.descending ? null : { key, descending: true };
  if (!add) return next ? [next] : [];
  return next
    ? current
      ? steps.map((step) => (step.key === key ? next : step))
      : [...steps, next]
    : steps.filter((step) => step.key !== key);
}
