// Imports: a file on its way to records, step by step.
import { get, post, put, upload, urlOf } from './client.ts';
import type { Answer, Input, Told } from './generated.ts';
import type { Job, Page } from './types.ts';

export type ImportState =
  | 'uploaded'
  | 'ready'
  | 'dry_running'
  | 'dry_run_done'
  | 'running'
  | 'paused'
  | 'done'
  | 'failed'
  | 'undoing'
  | 'undone';

export type ImportFormat = Told<
  Input<'ImportFormat'>,
  { header?: boolean | number | null; sheets?: string[] | null; why?: string | null }
>;

export interface ColumnGuess {
  object: string;
  field: string;
  label?: string;
  confidence: number;
  reason: string;
}

export interface ImportColumn {
  index: number;
  header: string;
  examples: string[];
  shape?: { looks_like?: unknown; confidence?: number; reason?: string; options?: unknown } | null;
  guess: ColumnGuess | null;
  /** Why the column is left out on purpose. */
  ignored?: string | null;
}

export type ColumnRef = string | number;

export interface FieldParse {
  date_order?: string;
  decimal_comma?: boolean;
  currency?: string;
  separator?: string;
  excel_serial?: boolean;
  html?: boolean;
  round?: boolean;
}

export type WhenThere = 'overwrite' | 'fill_empty' | 'keep';

export interface FieldMapping {
  field: string;
  column?: ColumnRef;
  constant?: unknown;
  /** A link to a record found `by` what stands in the column, or `to` one that the same row gave. */
  link?: { by?: string; to?: string; when_missing?: 'create' | 'refuse' | 'blank' };
  prefix?: string;
  parse?: FieldParse;
  values?: Record<string, string>;
  unknown_choice?: 'refuse' | 'blank';
  label?: string;
  conflict?: WhenThere;
  blank_when_wrong?: boolean;
  [other: string]: unknown;
}

export interface ObjectMapping {
  name?: string | null;
  object: string;
  match: string[];
  when_missing: 'create' | 'refuse' | 'skip';
  conflict: WhenThere;
  fields: FieldMapping[];
  [other: string]: unknown;
}

export interface Mapping {
  objects: ObjectMapping[];
  options: Record<string, unknown>;
}

export interface ImportQuestion {
  column: number;
  question: string;
  options: string[];
}

export interface ImportProgress {
  rows: number | null;
  done: number;
  created: number;
  changed: number;
  unchanged: number;
  skipped: number;
  refused: number;
  warnings: number;
}

export type Import = Told<
  Answer<'Import'>,
  {
    state: ImportState;
    format: ImportFormat | null;
    columns: ImportColumn[];
    mapping: Mapping | null;
    progress: ImportProgress | null;
    questions: ImportQuestion[];
    error?: string | null;
    /** What taking it back left as it was, and why. */
    kept?: string[];
    created_at?: string;
  }
>;

/** What happened, or would happen, to one row or to the rows of a group. */
export interface ImportResult {
  line: number;
  rows: number;
  outcome: 'skipped' | 'unchanged' | 'changed' | 'created' | 'refused';
  messages?: string[];
  /** A record that is new in a dry run has no id yet. */
  records?: { object: string; id: string | null; outcome: string }[];
}

const at = (id: string, rest = '') => `/imports/${id}${rest}`;

export const listImports = (signal?: AbortSignal) => get<{ data: Import[] }>('/imports', undefined, signal);
export const findImport = (id: string, signal?: AbortSignal) => get<Import>(at(id), undefined, signal);
export const createImport = (file: File, onProgress: (share: number) => void) =>
  upload<Import>('/imports', { name: file.name }, file, onProgress);
export const changeFormat = (id: string, format: Partial<ImportFormat>) => put<Import>(at(id, '/format'), format);
export const changeMapping = (id: string, mapping: Mapping) => put<Import>(at(id, '/mapping'), mapping);
export const startDryRun = (id: string) => post<Job>(at(id, '/dry_run'));
export const startRun = (id: string) => post<Job>(at(id, '/run'));
export const pauseImport = (id: string) => put<Import>(at(id, '/pause'));
export const resumeImport = (id: string) => put<Import>(at(id, '/resumption'));
export const undoImport = (id: string) => post<Job>(at(id, '/undo'));
export const listResults = (id: string, only: string | null, cursor: string | null, signal?: AbortSignal) =>
  get<Page<ImportResult>>(at(id, '/results'), { only, cursor, limit: 100 }, signal);
export const resultsUrl = (id: string) => urlOf(at(id, '/results.csv'));
