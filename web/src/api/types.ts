// The shapes of the HTTP contract that do not depend on the dictionary; records themselves are described by the dictionary.
// They are those of the generated document; what is written here is only what the document leaves open.
import type { Answer, Told } from './generated.ts';

export type FieldKind =
  | 'text'
  | 'long_text'
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'money'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'choice'
  | 'choices'
  | 'link'
  | 'email_addresses'
  | 'phone_numbers'
  | 'postal_address'
  | 'web_address'
  | 'tags'
  | 'file'
  | 'person_name'
  | 'duration'
  | 'computed';

export type Choice = Told<Answer<'Choice'>, { color?: string | null }>;

export type Field = Told<
  Answer<'DictionaryField'>,
  {
    kind: FieldKind;
    /** Kept by the system for every object: owner, external ids, times. */
    system: boolean;
    tracked: boolean;
    operators: Operator[];
    choices: Choice[] | null;
    computed: {
      kind: FieldKind;
      rollup?: { link: string; measure: string; field: string | null } | null;
      formula?: string | null;
    } | null;
    currency: string | null;
  }
>;

export type Reach = 'none' | 'own' | 'team' | 'all';

export interface ObjectRights {
  read: Reach;
  create: boolean;
  change: Reach;
  remove: Reach;
  export: Reach;
}

export type ObjectType = Told<
  Answer<'DictionaryObject'>,
  {
    icon: string | null;
    /** The field that says when such a record happened; records with one stand in timelines. */
    moment: string | null;
    /** The links that lead here. */
    links: IncomingLink[];
    fields: Field[];
    can: ObjectRights;
    default_sort: string | null;
  }
>;

/** A link of another object that leads to this one; `link` names it in filters, as in `purchase.person`. */
export interface IncomingLink {
  link: string;
  object: string;
  field: string;
  label: string;
}

export type DictionaryDocument = Told<Answer<'Dictionary'>, { objects: ObjectType[] }>;

export type Operator =
  | 'is_empty'
  | 'is_not_empty'
  | 'is'
  | 'is_not'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'ends_with'
  | 'in'
  | 'not_in'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'between'
  | 'before'
  | 'after'
  | 'on_or_before'
  | 'on_or_after'
  | 'within'
  | 'anniversary_within'
  | 'has_any'
  | 'has_all'
  | 'has_none'
  | 'city_is'
  | 'country_is'
  | 'postal_code_starts_with';

export type Filter =
  | { and: Filter[] }
  | { or: Filter[] }
  | { not: Filter }
  | { field: string; op: Operator; value?: unknown }
  | {
      linked: string;
      where?: Filter | null;
      having?: { measure: string; field?: string; op: Operator; value: unknown }[];
    };

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

export type Job = Told<Answer<'Job'>, { progress: Answer<'Job'>['progress'] | null }>;

export type UserRow = Answer<'User'>;

export type Role = Told<
  Answer<'Role'>,
  { objects: Record<string, ObjectRights>; fields: Record<string, 'hidden' | 'read' | 'write'> }
>;

export type ApiKey = Told<Answer<'ApiKey'>, { role: Answer<'Link'> | null; secret?: string }>;
