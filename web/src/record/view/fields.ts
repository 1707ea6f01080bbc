// Which fields of an object can carry a view: columns of a board, days of a calendar, groups and measures of a chart.
import type { Field, Filter, ObjectType } from '../../api/types.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { allFields, defaultColumns, findField, shownKind } from '../../dictionary/dictionary.ts';
import { isSummed } from '../column_model.ts';
import { canGroup, isMultiple, isTime, narrowed } from '../group.ts';

const hasPlace = (object: ObjectType | undefined) => object?.fields.some(({ key }) => key === 'position') ?? false;

/** Whether the records a link leads to stand in an order of their own, as stages do. */
export const isPlaced = (dictionary: Dictionary, field: Field) =>
  field.kind === 'link' && hasPlace(dictionary.byKey.get(field.to ?? ''));

/** Fields with few values, those first whose values have an order that people gave them. */
export function boardFields(dictionary: Dictionary, object: ObjectType): Field[] {
  const rank = (field: Field) => {
    if (isPlaced(dictionary, field)) return boardScope(dictionary, object, field) ? 0 : 2;
    return { choice: 1, boolean: 3, link: field.to === 'user' ? 4 : 5 }[field.kind as 'choice' | 'boolean' | 'link'];
  };
  return allFields(object)
    .filter((field) => ['choice', 'boolean', 'link'].includes(field.kind) && canGroup(field))
    .sort((a, b) => rank(a) - rank(b));
}

export interface BoardScope {
  /** The field of the records that says to which scope they belong, as a deal's pipeline. */
  field: Field;
  /** The field of the columns' records that says the same, as a stage's pipeline. */
  within: string;
}

/** A board's columns may belong to one of several records, as stages do to pipelines: then one of these is looked at. */
export function boardScope(dictionary: Dictionary, object: ObjectType, by: Field): BoardScope | undefined {
  if (!isPlaced(dictionary, by)) return undefined;
  for (const link of dictionary.byKey.get(by.to ?? '')?.fields ?? []) {
    if (link.kind !== 'link' || !link.required) continue;
    const field = object.fields.find((one) => one.kind === 'link' && one.to === link.to && one.key !== by.key);
    if (field) return { field, within: link.key };
  }
  return undefined;
}

/** The filter of the whole board: its list's own, within the scope that is looked at. */
export function boardFilter(filter: Filter | null | undefined, scope: BoardScope | undefined, id: string | undefined) {
  if (!scope || !id) return filter ?? null;
  return narrowed(filter, { field: scope.field.key, op: 'is', value: id });
}

/** Days and moments, first the one at which the record happens, then those that can be moved. */
export function momentFields(object: ObjectType): Field[] {
  const rank = (field: Field) => (field.key === object.moment ? 0 : field.read_only ? 2 : 1);
  return allFields(object)
    .filter((field) => isTime(field) && field.sortable)
    .sort((a, b) => rank(a) - rank(b));
}

/** How long a record takes, where its object says so. */
export const durationField = (object: ObjectType): Field | undefined =>
  allFields(object).find((field) => shownKind(field) === 'duration');

/** Fields that a chart can group by: one value each, of the record itself. */
export const chartFields = (object: ObjectType): Field[] =>
  allFields(object).filter((field) => canGroup(field) && !isMultiple(field));

/** Numbers whose sum or average says something. */
export const measuredFields = (object: ObjectType): Field[] =>
  allFields(object).filter((field) => isSummed(field) || (field.kind === 'percent' && field.groupable));

/** The amount that stands in the head of a column. */
export const amountField = (object: ObjectType): Field | undefined =>
  object.fields.find((field) => field.kind === 'money' && isSummed(field));

/** The field a view stands on: the one asked for where it can, else the first that can. */
export function chosenField(dictionary: Dictionary, object: ObjectType, path: string | undefined, among: Field[]) {
  const wanted = path ? findField(dictionary, object, path) : undefined;
  return among.find((field) => field.key === wanted?.key) ?? among[0];
}

const MOST_ON_CARD = 4;

/** What stands on a card besides its title. */
export function cardPaths(object: ObjectType, cards: string | undefined, not: (string | undefined)[]): string[] {
  if (cards) return cards.split(',').filter((path) => path !== object.title_field);
  const left = new Set([object.title_field, ...not]);
  const shown = defaultColumns(object).filter((path) => {
    const field = object.fields.find((one) => one.key === path);
    return field && !left.has(path) && shownKind(field) !== 'choice';
  });
  const owner = object.fields.some(({ key }) => key === 'owner') ? ['owner'] : [];
  return [...shown.filter((path) => path !== 'owner').slice(0, MOST_ON_CARD - 1), ...owner];
}
