// Templates of activities: the words of one, with what the record says put where {{person.first_name}} and the like stand.
import { queryClient } from '../api/query.ts';
import { findRecord, listRecords } from '../api/records.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { shownKind } from '../dictionary/dictionary.ts';
import { faceOf } from '../field/faces.ts';
import { formatDate } from '../i18n/format.ts';

export interface Template {
  id: string;
  name: string;
  subject: string;
  body: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The templates for an activity, by name. */
export function listTemplates(object: ObjectType, activity: string): Promise<Template[]> {
  return queryClient.fetchQuery({
    queryKey: ['list', object.key, 'composer', activity],
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const page = await listRecords(
        object.plural,
        {
          filter: { field: 'activity', op: 'is', value: activity },
          sort: 'name',
          limit: 100,
          fields: ['name', 'subject', 'body'],
        },
        signal,
      );
      return page.data.map((row) => ({
        id: row.id,
        name: row.title,
        subject: text(row.subject),
        body: text(row.body),
      }));
    },
  });
}

const PLACE = /\{\{\s*([a-z][a-z0-9_]*)\.?([a-z0-9_]*)\s*\}\}/g;

export interface Around {
  object: ObjectType;
  record: RecordRow;
  byKey: ReadonlyMap<string, ObjectType>;
  /** Who writes. */
  me: string;
  today: string;
}

/** The record a place is about: the one at hand, or one it links to. */
async function rootOf(name: string, around: Around): Promise<{ object: ObjectType; record: RecordRow } | null> {
  if (name === around.object.key || name === 'record') return around;
  const link = around.record[name] as { id?: string } | null | undefined;
  const field = around.object.fields.find((one) => one.key === name);
  const object = around.byKey.get(field?.to ?? '');
  if (!link?.id || !object) return null;
  const { plural } = object;
  const { id } = link;
  const record = await queryClient.fetchQuery({
    queryKey: ['record', object.key, id],
    staleTime: 30_000,
    queryFn: ({ signal }) => findRecord(plural, id, signal),
  });
  return { object, record };
}

/** What a field of a record says, in plain words; nothing for what is not there. */
export function wordsOf(object: ObjectType, record: RecordRow, key: string): string {
  const name = record.name as { given?: string; family?: string } | null;
  if (key === 'first_name') return name?.given ?? '';
  if (key === 'last_name') return name?.family ?? '';
  if (key === '' || key === object.title_field) return record.title;
  const field = object.fields.find((one) => one.key === key);
  const value = record[key];
  if (!field || value === null || value === undefined) return '';
  return shownKind(field) === 'link' ? text((value as { title?: unknown }).title) : faceOf(field).text(value, field);
}

/** A text with its places filled; what nothing is known for stays empty. */
export async function filled(words: string, around: Around): Promise<string> {
  const places = [...words.matchAll(PLACE)];
  const roots = new Map<string, Awaited<ReturnType<typeof rootOf>>>();
  for (const [, root = ''] of places)
    if (!['me', 'today'].includes(root) && !roots.has(root))
      roots.set(root, await rootOf(root, around).catch(() => null));
  return words.replaceAll(PLACE, (_, root: string, key: string) => {
    if (root === 'me') return around.me;
    if (root === 'today') return formatDate(around.today);
    const found = roots.get(root);
    return found ? wordsOf(found.object, found.record, key) : '';
  });
}
