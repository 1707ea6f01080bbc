// The shapes of the HTTP contract that do not depend on the dictionary; records themselves are described by the dictionary.
// They are those of the generated document; what is written here is only what the document leaves open.
import type { Answer, Told } from './generated.ts';

export type FieldKind = Answer<'FieldKind'>;

/** A label may be a translation; `server_label` is then what the server itself says, as in its messages. */
interface Labeled {
  server_label?: string;
}

export type Choice = Told<Answer<'Choice'>, { color?: string | null }> & Labeled;

export type Field = Told<Answer<'DictionaryField'>, { choices: Choice[] | null }> & Labeled;

export type ObjectRights = Answer<'ObjectRights'>;

export type Reach = ObjectRights['read'];

export type ObjectType = Told<Answer<'DictionaryObject'>, { fields: Field[] }> &
  Labeled & { server_label_plural?: string };

/** A link of another object that leads to this one; `link` names it in filters, as in `purchase.person`. */
export type IncomingLink = Answer<'IncomingLink'>;

export type DictionaryDocument = Told<Answer<'Dictionary'>, { objects: ObjectType[] }>;

export type Operator = Answer<'Operator'>;

export type Filter =
  | { and: Filter[] }
  | { or: Filter[] }
  | { not: Filter }
  | { field: string; op: Operator; value?: unknown }
  | {
      linked: string;
      where?: Filter | null;
      having?: { measure: string; field?: string; op: Operator; value: unknown }[];
    }
  | { member_of: string; via?: string };

export interface RecordRef {
  object: string;
  id: string;
  title: string;
}

export type ActorRef = Answer<'Actor'>;

/** A record as the server sends it: system members plus one member for each readable field. */
export interface RecordRow {
  object: string;
  id: string;
  version: number;
  title: string;
  created_at: string;
  updated_at: string;
  created_by?: ActorRef;
  updated_by?: ActorRef;
  owner?: { id: string; title: string } | null;
  external_ids?: string[];
  removed_at?: string | null;
  can?: ('change' | 'remove' | 'export')[];
  readonly?: string[];
  [field: string]: unknown;
}

export type Count = Answer<'Count'>;

export interface Page<T> {
  data: T[];
  next: string | null;
  count?: Count | null;
}

export type Session = Answer<'Session'>;

export type SearchHit = Answer<'Hits'>['data'][number];

export type HistoryEntry = Answer<'HistoryEntry'>;

export type TimelineEntry = Told<Answer<'Timeline'>['data'][number], { record: RecordRow | null }>;

export type LinkedGroup = Answer<'LinkedList'>['data'][number];

export type TrashEntry = Answer<'TrashPage'>['data'][number];

export type Job = Answer<'Job'>;

export type UserRow = Answer<'User'>;

export type Role = Answer<'Role'>;

export type ApiKey = Answer<'ApiKey'>;
