// What a person owns, counted object by object.
import { countRecords } from '../../../api/records.ts';
import type { Filter, ObjectType } from '../../../api/types.ts';

export interface Owned {
  object: ObjectType;
  count: number;
}

export const ownedBy = (user: string): Filter => ({ field: 'owner', op: 'is', value: user });

/** Counts what a person owns; objects of which they own nothing are left out, the most come first. */
export async function countOwned(objects: readonly ObjectType[], user: string, signal?: AbortSignal): Promise<Owned[]> {
  const asked = objects.filter((object) => object.fields.some((field) => field.key === 'owner'));
  const counts = await Promise.all(
    asked.map(async (object) => ({
      object,
      count: (await countRecords(object.plural, { filter: ownedBy(user) }, 'exact', signal))?.value ?? 0,
    })),
  );
  return counts.filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
}
