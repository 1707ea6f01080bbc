// The shapes of the HTTP contract that do not depend on the dictionary; records themselves are described by the dictionary.

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

export interface Choice {
  key: string;
  label: string;
  color?: string | null;
}

export interface Field {
  key: string;
  label: string;
  kind: FieldKind;
  required: boolean;
  unique: boolean;
  custom: boolean;
  /** Kept by the system for every object: owner, external ids, times. */
  system: boolean;
  tracked: boolean;
  indexed: boolean;
  sortable: boolean;
  groupable: boolean;
  read_only: boolean;
  access: 'read' | 'write';
  operators: Operator[];
  help: string | null;
  choices: Choice[] | null;
  to: string | null;
  inverse_label: string | null;
  computed: {
    kind: FieldKind;
    rollup?: { link: string; measure: string; field: string | null } | null;
    formula?: string | null;
  } | null;
  max_length: number | null;
  currency: string | null;
  default: unknown;
}

export type Reach = 'none' | 'own' | 'team' | 'all';

export interface ObjectRights {
  read: Reach;
  create: boolean;
  change: Reach;
  remove: Reach;
  export: Reach;
}

export interface ObjectType {
  key: string;
  plural: string;
  label: string;
  label_plural: string;
  icon: string | null;
  title_field: string;
  custom: boolean;
  group: string;
  searchable: boolean;
  /** The field that says when such a record happened; records with one stand in timelines. */
  moment: string | null;
  /** The links that lead here. */
  links: IncomingLink[];
  fields: Field[];
  can: ObjectRights;
  list_fields: string[];
  default_sort: string | null;
}

/** A link of another object that leads to this one; `link` names it in filters, as in `purchase.person`. */
export interface IncomingLink {
  link: string;
  object: string;
  field: string;
  label: string;
}

export interface DictionaryDocument {
  version: number;
  currency: string;
  objects: ObjectType[];
}

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

export interface ActorRef {
  kind: 'user' | 'key' | 'job' | 'import' | 'system';
  id: string | null;
  name: string;
}

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

export interface Count {
  value: number;
  capped: boolean;
}

export interface Page<T> {
  data: T[];
  next: string | null;
  count?: Count | null;
}

export interface Session {
  user: { id: string; name: string; email: string; language: string; zone: string; theme?: string | null };
  workspace: {
    id: number;
    key: string;
    name: string;
    currency: string;
    zone: string;
    first_weekday: string | number;
    language: string;
  };
  role: { id: string; name: string; administrator: boolean };
  csrf: string;
  workspaces: { key: string; name: string }[];
}

export interface SearchHit {
  object: string;
  id: string;
  title: string;
  subtitle: string | null;
  matched: string | null;
}

export interface HistoryEntry {
  seq: number;
  at: string;
  actor: ActorRef;
  channel: string;
  source: string | null;
  verb: string;
  changes: { field: string; old: unknown; new: unknown }[];
}

export interface TimelineEntry {
  kind: string;
  at: string;
  record: RecordRow | null;
  event: HistoryEntry | null;
}

export interface LinkedGroup {
  link: string;
  object: string;
  field: string;
  label: string;
  count: Count;
}

export interface TrashEntry {
  object: string;
  id: string;
  title: string;
  removed_at: string;
  removed_by: ActorRef | null;
}

export interface Job {
  id: string;
  kind: string;
  label: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: { done: number; total: number | null; note: string | null } | null;
  error: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  attempts: number;
  result: unknown;
}

/** A thing of the administration, named as it comes: links say `title`. */
export interface NamedRef {
  id: string;
  title?: string;
  name?: string;
}

export interface UserRow {
  id: string;
  name: string;
  email?: string;
  role?: string | NamedRef | null;
  team?: string | NamedRef | null;
  active?: boolean;
}

export interface Role {
  id: string;
  name: string;
  administrator: boolean;
  objects: Record<string, ObjectRights>;
  fields: Record<string, 'hidden' | 'read' | 'write'>;
}

export interface ApiKey {
  id: string;
  name: string;
  role: string | NamedRef | null;
  created_at?: string;
  expires_at?: string | null;
  last_used_at?: string | null;
  secret?: string;
}
