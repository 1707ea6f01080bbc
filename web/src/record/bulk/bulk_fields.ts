// Which fields of many records can be set to one value: none that tells them apart, and none that the system keeps.
import type { Field, ObjectType } from '../../api/types.ts';
import { canWrite } from '../paste_plan.ts';

/** Kinds of which values can be added and taken away one by one. */
export const LISTS: ReadonlySet<Field['kind']> = new Set<Field['kind']>(['tags', 'choices']);

const SINGLE = new Set<Field['kind']>(['email_addresses', 'phone_numbers', 'person_name', 'file', 'long_text']);

export function bulkFields(object: ObjectType): Field[] {
  return object.fields.filter(
    (field) =>
      canWrite(object, field) &&
      !field.unique &&
      !SINGLE.has(field.kind) &&
      field.key !== 'external_ids' &&
      field.key !== object.title_field &&
      (!field.system || field.key === 'owner'),
  );
}
