// The effective dictionary as the screens use it: objects by key and by plural, fields by key, system fields included.
import type { DictionaryDocument, Field, FieldKind, ObjectType, Operator } from '../api/types.ts';
import { t } from '../i18n/index.ts';

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

const TIME: Operator[] = ['is', 'before', 'after', 'on_or_before', 'on_or_after', 'between', 'within'];

function systemField(key: string, label: string, kind: FieldKind, operators: Operator[], to: string | null): Field {
  return {
    key,
    label,
    kind,
    required: false,
    unique: false,
    custom: false,
    tracked: false,
    indexed: true,
    sortable: kind === 'timestamp',
    groupable: false,
    read_only: kind === 'timestamp',
    access: kind === 'timestamp' ? 'read' : 'write',
    operators,
    help: null,
    choices: null,
    to,
    inverse_label: null,
    computed: null,
    max_length: null,
    currency: null,
    default: null,
  };
}

/** Fields every object has, which the dictionary document need not repeat. */
export function systemFields(): Field[] {
  return [
    systemField('owner', t('field.owner'), 'link', ['is', 'is_not', 'in', 'is_empty', 'is_not_empty'], 'user'),
    systemField('created_at', t('field.created_at'), 'timestamp', TIME, null),
    systemField('updated_at', t('field.updated_at'), 'timestamp', TIME, null),
  ];
}

/** All fields of an object, the system ones last. */
export function allFields(object: ObjectType): Field[] {
  const own = new Set(object.fields.map((field) => field.key));
  return [...object.fields, ...systemFields().filter((field) => !own.has(field.key))];
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
]);

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
    (SECONDARY.has(object.key) || object.group === 'system' ? group.secondary : group.primary).push(object);
    groups.set(key, group);
  }
  const rank = (key: string) => {
    const place = GROUP_ORDER.indexOf(key);
    return place >= 0 ? place : key === 'system' ? 99 : 50;
  };
  return [...groups.values()].sort((a, b) => rank(a.key) - rank(b.key));
}
