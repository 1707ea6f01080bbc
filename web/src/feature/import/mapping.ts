// Changes of a mapping as the wizard makes them: each function gives a new mapping and leaves what it does not know untouched.
import type { ColumnRef, FieldMapping, ImportColumn, Mapping, ObjectMapping } from '../../api/imports.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { t } from '../../i18n/index.ts';

const fold = (text: string) => text.trim().toLowerCase();

export function isColumn(ref: ColumnRef | undefined, column: ImportColumn): boolean {
  if (ref === undefined) return false;
  return typeof ref === 'number' ? ref === column.index : fold(ref) === fold(column.header);
}

export const nameOf = (object: ObjectMapping) => object.name ?? object.object;

export interface Place {
  object: number;
  field: number;
}

/** Where a column goes; a column may go to several places, the first is the one the wizard edits. */
export function placeOf(mapping: Mapping, column: ImportColumn): Place | null {
  for (const [object, one] of mapping.objects.entries()) {
    const field = one.fields.findIndex((candidate) => isColumn(candidate.column, column));
    if (field >= 0) return { object, field };
  }
  return null;
}

export function fieldAt(mapping: Mapping, place: Place | null): FieldMapping | undefined {
  return place ? mapping.objects[place.object]?.fields[place.field] : undefined;
}

export function changeObject(mapping: Mapping, place: number, part: Partial<ObjectMapping>): Mapping {
  return {
    ...mapping,
    objects: mapping.objects.map((object, index) => (index === place ? { ...object, ...part } : object)),
  };
}

export function changeFieldAt(mapping: Mapping, place: Place, part: Partial<FieldMapping>): Mapping {
  const object = mapping.objects[place.object];
  if (!object) return mapping;
  return changeObject(mapping, place.object, {
    fields: object.fields.map((field, index) => (index === place.field ? { ...field, ...part } : field)),
  });
}

/** Sends a column to a field of one of the objects, or nowhere. How its text is read stays as it was. */
export function changeTarget(
  mapping: Mapping,
  dictionary: Dictionary,
  column: ImportColumn,
  target: { object: number; field: string } | null,
): Mapping {
  const place = placeOf(mapping, column);
  const old = fieldAt(mapping, place);
  const without: Mapping = place
    ? changeObject(mapping, place.object, {
        fields: (mapping.objects[place.object]?.fields ?? []).filter((_, index) => index !== place.field),
      })
    : mapping;
  if (!target) return without;
  const object = without.objects[target.object];
  const type = dictionary.byKey.get(object?.object ?? '');
  const field = type?.fields.find((one) => one.key === target.field.split('.')[0]);
  const made: FieldMapping = {
    field: target.field,
    column: old?.column ?? column.index,
    ...(old?.parse ? { parse: old.parse } : {}),
    ...(field?.kind === 'link' ? { link: { by: 'title', when_missing: 'create' as const } } : {}),
  };
  return changeObject(without, target.object, { fields: [...(object?.fields ?? []), made] });
}

/** Adds another object that the rows tell about, before those that link to it, and links them. */
export function addObject(mapping: Mapping, dictionary: Dictionary, key: string): Mapping {
  const made: ObjectMapping = {
    object: key,
    match: ['title'],
    when_missing: 'create',
    conflict: 'fill_empty',
    fields: [],
  };
  const name = mapping.objects.some((object) => nameOf(object) === key) ? `${key}_${mapping.objects.length + 1}` : key;
  if (name !== key) made.name = name;
  const linking = mapping.objects.map((object) => {
    const type = dictionary.byKey.get(object.object);
    const link = type?.fields.find((field) => field.kind === 'link' && field.to === key && field.access === 'write');
    if (!link || object.fields.some((field) => field.field === link.key)) return object;
    return { ...object, fields: [...object.fields, { field: link.key, link: { to: name } }] };
  });
  const type = dictionary.byKey.get(key);
  // The new object may itself belong to one that is there (lines of an invoice belong to the purchase); then it comes after it.
  const owner = mapping.objects.find((object) =>
    type?.fields.some((field) => field.kind === 'link' && field.to === object.object && field.required),
  );
  const up = type?.fields.find((field) => field.kind === 'link' && field.to === owner?.object && field.required);
  if (owner && up) {
    return {
      ...mapping,
      objects: [...mapping.objects, { ...made, match: [], fields: [{ field: up.key, link: { to: nameOf(owner) } }] }],
    };
  }
  return { ...mapping, objects: [made, ...linking] };
}

/** Takes an object out, with the links that led to it. */
export function dropObject(mapping: Mapping, place: number): Mapping {
  const gone = mapping.objects[place];
  if (!gone) return mapping;
  return {
    ...mapping,
    objects: mapping.objects
      .filter((_, index) => index !== place)
      .map((object) => ({ ...object, fields: object.fields.filter((field) => field.link?.to !== nameOf(gone)) })),
  };
}

/** A mapping to begin with when the server has none: the guesses of the columns. */
export function startMapping(columns: ImportColumn[]): Mapping {
  const objects = new Map<string, ObjectMapping>();
  for (const column of columns) {
    if (!column.guess) continue;
    const object = objects.get(column.guess.object) ?? {
      object: column.guess.object,
      match: [],
      when_missing: 'create',
      conflict: 'overwrite',
      fields: [],
    };
    object.fields.push({
      field: column.guess.field,
      column: column.index,
      ...(column.guess.label ? { label: column.guess.label } : {}),
    });
    objects.set(column.guess.object, object);
  }
  return { objects: [...objects.values()], options: {} };
}

export interface TargetOption {
  value: string;
  label: string;
}

const PARTS: Partial<
  Record<Field['kind'], readonly ('given' | 'family' | 'street' | 'city' | 'region' | 'postal_code' | 'country')[]>
> = {
  person_name: ['given', 'family'],
  postal_address: ['street', 'city', 'region', 'postal_code', 'country'],
};

const partLabel = (part: string) =>
  part === 'given' || part === 'family'
    ? t(`name.${part}`)
    : t(`address.${part as 'street' | 'city' | 'region' | 'postal_code' | 'country'}`);

/** The fields a column can go to, of one object; names and addresses also by their parts. */
export function targetOptions(place: number, type: ObjectType | undefined): TargetOption[] {
  const own = (type?.fields ?? []).filter(
    (field) => field.access === 'write' && !field.read_only && field.kind !== 'computed' && field.kind !== 'file',
  );
  return [
    ...own.flatMap((field) => [
      { value: `${place}:${field.key}`, label: field.label },
      ...(PARTS[field.kind] ?? []).map((part) => ({
        value: `${place}:${field.key}.${part}`,
        label: `${field.label} › ${partLabel(part)}`,
      })),
    ]),
  ];
}

export const writeTarget = (place: Place | null, mapping: Mapping): string | null => {
  const field = fieldAt(mapping, place);
  return place && field ? `${place.object}:${field.field}` : null;
};

export function readTarget(value: string | null): { object: number; field: string } | null {
  if (!value) return null;
  const split = value.indexOf(':');
  return { object: Number(value.slice(0, split)), field: value.slice(split + 1) };
}

/** What can tell that a record exists: fields that come from the file and identify, never a choice or an amount. */
export function matchOptions(object: ObjectMapping, type: ObjectType | undefined): TargetOption[] {
  const mapped = new Set(object.fields.map((field) => field.field.split('.')[0]));
  const unique = (type?.fields ?? [])
    .filter((field) => field.unique && field.key !== 'external_ids' && mapped.has(field.key))
    .map((field) => ({ value: field.key, label: field.label }));
  const title = type?.fields.find((field) => field.key === type.title_field);
  return [
    ...(mapped.has('external_ids') ? [{ value: 'external_ids', label: t('field.external_ids') }] : []),
    ...unique,
    ...(title && mapped.has(title.key) && !title.unique ? [{ value: 'title', label: title.label }] : []),
  ];
}
