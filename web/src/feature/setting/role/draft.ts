// A role while it is worked on: what is set, what follows from it, and how it differs from what is saved.
import type { ObjectRights, Reach, Role } from '../../../api/types.ts';

export const VERBS = ['read', 'create', 'change', 'remove', 'export'] as const;
export type Verb = (typeof VERBS)[number];
export const REACHES = ['none', 'own', 'team', 'all'] as const satisfies readonly Reach[];
export type Access = Role['fields'][string];

export interface Draft {
  name: string;
  administrator: boolean;
  objects: Record<string, ObjectRights>;
  fields: Record<string, Access>;
}

export const NOTHING: ObjectRights = { read: 'none', create: false, change: 'none', remove: 'none', export: 'none' };

/** What a new role starts with: everybody sees everything and works on what is theirs. */
export const fresh = (): Draft => ({
  name: '',
  administrator: false,
  objects: { '*': { read: 'all', create: true, change: 'own', remove: 'own', export: 'none' } },
  fields: {},
});

export const draftOf = (role: Role): Draft => ({
  name: role.name,
  administrator: role.administrator,
  objects: { '*': NOTHING, ...role.objects },
  fields: { ...role.fields },
});

const rank = (reach: Reach) => REACHES.indexOf(reach);
const less = (a: Reach, b: Reach): Reach => (rank(a) < rank(b) ? a : b);

/** What is not seen cannot be changed either, whatever was set before. */
export function fitting(rights: ObjectRights): ObjectRights {
  const { read } = rights;
  return {
    read,
    create: rights.create && read !== 'none',
    change: less(rights.change, read),
    remove: less(rights.remove, read),
    export: less(rights.export, read),
  };
}

export const rightsOf = (draft: Draft, object: string): ObjectRights =>
  fitting(draft.objects[object] ?? draft.objects['*'] ?? NOTHING);

/** Whether a reach can be chosen: nobody changes what they do not see. */
export const isPossible = (rights: ObjectRights, verb: Exclude<Verb, 'create'>, reach: Reach): boolean =>
  verb === 'read' || rank(reach) <= rank(rights.read);

export function withRight(draft: Draft, object: string, change: Partial<ObjectRights>): Draft {
  const rights = fitting({ ...rightsOf(draft, object), ...change });
  return { ...draft, objects: { ...draft.objects, [object]: rights } };
}

/** The object follows the rest again. */
export function withoutObject(draft: Draft, object: string): Draft {
  const { [object]: _, ...objects } = draft.objects;
  return { ...draft, objects };
}

export function withField(draft: Draft, path: string, access: Access): Draft {
  const { [path]: _, ...fields } = draft.fields;
  return { ...draft, fields: access === 'write' ? fields : { ...fields, [path]: access } };
}

/** What is not saved yet, named by what it is about: `name`, `administrator`, `deal.read`, `fields.deal.amount`. */
export function changesOf(before: Draft, after: Draft): Set<string> {
  const found = new Set<string>();
  if (before.name.trim() !== after.name.trim()) found.add('name');
  if (before.administrator !== after.administrator) found.add('administrator');
  for (const object of new Set([...Object.keys(before.objects), ...Object.keys(after.objects)])) {
    const [old, now] = [rightsOf(before, object), rightsOf(after, object)];
    for (const verb of VERBS) if (old[verb] !== now[verb]) found.add(`${object}.${verb}`);
    if (object in before.objects !== object in after.objects) found.add(`${object}.rule`);
  }
  for (const path of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])) {
    if ((before.fields[path] ?? 'write') !== (after.fields[path] ?? 'write')) found.add(`fields.${path}`);
  }
  return found;
}
