// The effective dictionary as the screens use it: objects by key and by plural, fields by key, the system's own included.
import type { DictionaryDocument, Field, FieldKind, IncomingLink, ObjectType } from '../api/types.ts';

export interface Dictionary {
  version: number;
  currency: string;
  objects: readonly ObjectType[];
  byKey: ReadonlyMap<string, ObjectType>;
  byPlural: ReadonlyMap<string, ObjectType>;
}

export function buildDictionary(document: DictionaryDocument): Dictionary {
  return {
    version: document.version,
    currency: document.currency,
    objects: document.objects,
    byKey: new Map(document.objects.map((object) => [object.key, object])),
    byPlural: new Map(document.objects.map((object) => [object.plural, object])),
  };
}

/** Fields a list can show and ask for. Lists never hold removed records, so when one was removed is no question there. */
export function allFields(object: ObjectType): Field[] {
  return object.fields.filter((field) => field.key !== 'removed_at');
}

/** Finds a field by key or by a path over links, such as `company.sector`; the label then names the steps. */
export function findField(dictionary: Dictionary, object: ObjectType, path: string): Field | undefined {
  const [first, ...rest] = path.split('.');
  const field = allFields(object).find((candidate) => candidate.key === first);
  if (!field || rest.length === 0) return field;
  const target = field.to ? dictionary.byKey.get(field.to) : undefined;
  const found = target ? findField(dictionary, target, rest.join('.')) : undefined;
  return found ? { ...found, key: path, label: `${field.label} › ${found.label}`, read_only: true } : undefined;
}

/** The links of what a record consists of: records that belong to it and to nothing else, as lines do. */
export function partsOf(dictionary: Dictionary, object: ObjectType): IncomingLink[] {
  return object.links.filter((link) => {
    const needed = dictionary.byKey.get(link.object)?.fields.filter((field) => field.kind === 'link' && field.required);
    return needed?.length === 1 && needed[0]?.key === link.field;
  });
}

/** The objects such a record is a part of, as a line is of its purchase: both happen at the same moment. */
export function wholesOf(dictionary: Dictionary, object: ObjectType): string[] {
  if (!object.moment) return [];
  return object.fields
    .filter((field) => field.kind === 'link' && field.required && dictionary.byKey.get(field.to ?? '')?.moment)
    .flatMap((field) => field.to ?? []);
}

/** The objects whose records stand in the timeline of this one. A part is left out: what it belongs to stands there. */
export function happeningsOf(dictionary: Dictionary, object: ObjectType): string[] {
  const linking = new Set(object.links.map((link) => link.object));
  return [...linking].filter((key) => {
    const one = dictionary.byKey.get(key);
    return one?.moment && !wholesOf(dictionary, one).some((whole) => whole === object.key || linking.has(whole));
  });
}

/** The kind whose face shows the value: for a computed field that of its result. */
export function shownKind(field: Field): FieldKind {
  return field.kind === 'computed' ? (field.computed?.kind ?? 'text') : field.kind;
}

/** Columns a list starts with: the dictionary's own choice, else the title and the first few plain fields. */
export function defaultColumns(object: ObjectType): string[] {
  const known = new Set(allFields(object).map((field) => field.key));
  const listed = object.list_fields.filter((key) => known.has(key));
  const start = listed.length ? listed : object.fields.slice(0, 6).map((field) => field.key);
  const rest = start.filter((key) => key !== object.title_field);
  return known.has(object.title_field) ? [object.title_field, ...rest] : rest;
}

const GROUP_ORDER = ['customers', 'sales', 'activity', 'service', 'marketing', 'loyalty', 'catalog'];
// Objects that live inside others; they stay reachable, one step further away.
const SECONDARY = new Set([
  'employment',
  'deal_line',
  'purchase_line',
  'stage',
  'pipeline',
  'product_category',
  'tag',
  'household',
  'file',
  // They belong to a lead or a deal, and are met there.
  'conversion',
  'deal_share',
  'deal_person',
  'quote_line',
  // Changed in the matrix of prices and on the page of a bundle.
  'price_entry',
  'product_bundle_item',
  'discount_approval',
  'meeting_attendee',
  'activity_template',
  'booking_page',
  'task_queue',
  // Reached from the page that measures them.
  'target',
]);

/** Whether records of it are met inside others, and have no place of their own among the daily ones. */
export function livesInside(object: ObjectType): boolean {
  return SECONDARY.has(object.key) || object.group === 'system';
}

export interface NavigationGroup {
  key: string;
  primary: ObjectType[];
  secondary: ObjectType[];
}

/** Objects the user may read, by group, in the order of the day's work. */
export function navigationGroups(dictionary: Dictionary): NavigationGroup[] {
  const groups = new Map<string, NavigationGroup>();
  for (const object of dictionary.objects) {
    if (object.can.read === 'none') continue;
    const key = object.custom ? 'custom' : object.group;
    const group = groups.get(key) ?? { key, primary: [], secondary: [] };
    (livesInside(object) ? group.secondary : group.primary).push(object);
    groups.set(key, group);
  }
  const rank = (key: string) => {
    const place = GROUP_ORDER.indexOf(key);
    return place >= 0 ? place : key === 'system' ? 99 : 50;
  };
  return [...groups.values()].sort((a, b) => rank(a.key) - rank(b.key));
}
