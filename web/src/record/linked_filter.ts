// A condition on linked records as its editor holds it: how many, what they come to together, and which of them count.
import type { Field, Filter, ObjectType, Operator } from '../api/types.ts';
import { type Dictionary, shownKind } from '../dictionary/dictionary.ts';
import { closeFilter, type FlatFilter, isComplete, isCompleteValue, isCondition, openFilter } from './filter.ts';

export type LinkedFilter = Extract<Filter, { linked: string }>;

export const MANY = ['some', 'none', 'gte', 'lte', 'is', 'between', 'gt', 'lt'] as const;
export type Many = (typeof MANY)[number];
export const MEASURES = ['sum', 'avg', 'min', 'max'] as const;
export type Measure = (typeof MEASURES)[number];
export const BOUND_OPERATORS = ['gt', 'gte', 'lt', 'lte', 'is', 'between'] as const satisfies readonly Operator[];

/** A bound on what the linked records come to. */
export interface Bound {
  measure: Measure;
  field: string;
  op: Operator;
  value?: unknown;
}

export interface LinkedDraft {
  /** The link that leads here, as in `purchase.person`. */
  linked: string;
  many: Many;
  /** The number, or both ends of it. */
  count?: unknown;
  bounds: Bound[];
  where: FlatFilter;
}

export const startLinked = (linked: string): LinkedDraft => ({
  linked,
  many: 'some',
  bounds: [],
  where: { join: 'and', parts: [] },
});

const isMany = (op: Operator): op is Exclude<Many, 'some' | 'none'> => (MANY as readonly string[]).includes(op);
const isMeasure = (measure: string): measure is Measure => (MEASURES as readonly string[]).includes(measure);

/** Opens a condition for its editor; null when it says more than the editor can show. */
export function openLinked(filter: Filter): LinkedDraft | null {
  if ('not' in filter) {
    const inner = filter.not;
    if (!('linked' in inner) || inner.having?.length) return null;
    return { linked: inner.linked, many: 'none', bounds: [], where: openFilter(inner.where) };
  }
  if (!('linked' in filter)) return null;
  const draft: LinkedDraft = { ...startLinked(filter.linked), where: openFilter(filter.where) };
  for (const { measure, field, op, value } of filter.having ?? []) {
    if (measure === 'count' && !field && draft.many === 'some' && isMany(op)) {
      draft.many = op;
      draft.count = value;
    } else if (field && isMeasure(measure)) draft.bounds.push({ measure, field, op, value });
    else return null;
  }
  return draft;
}

/** The condition as it is sent: what is not filled in yet is left out, so that the list never waits for it. */
export function closeLinked({ linked, many, count, bounds, where }: LinkedDraft): Filter {
  const whole = { join: where.join, parts: where.parts.filter((part) => !isCondition(part) || isComplete(part)) };
  const which = closeFilter(whole);
  const filter: LinkedFilter = { linked, ...(which ? { where: which } : {}) };
  if (many === 'none') return { not: filter };
  const having: NonNullable<LinkedFilter['having']> = [];
  if (many !== 'some' && isCompleteValue(many, count)) having.push({ measure: 'count', op: many, value: count });
  for (const { measure, field, op, value } of bounds)
    if (isCompleteValue(op, value)) having.push({ measure, field, op, value });
  return having.length ? { ...filter, having } : filter;
}

/** The object whose records are linked, and what the link is called from here. */
export function linkOf(
  dictionary: Dictionary,
  object: ObjectType,
  linked: string,
): { object: ObjectType; label: string } | undefined {
  const link = object.links.find((one) => one.link === linked);
  const target = dictionary.byKey.get(link?.object ?? linked.split('.')[0] ?? '');
  return target && { object: target, label: link?.label ?? target.label_plural };
}

const SUMMABLE = new Set(['integer', 'decimal', 'percent', 'money', 'duration']);

/** Fields that can be summed; those already worked out over other records cannot. */
export const measurableFields = (object: ObjectType): Field[] =>
  object.fields.filter((field) => SUMMABLE.has(shownKind(field)) && !field.computed?.rollup);
