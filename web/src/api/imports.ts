// Imports: a file on its way to records, step by step.
import { get, post, put, upload, urlOf } from './client.ts';
import type { Answer, Told } from './generated.ts';
import type { Job, Page } from './types.ts';

export type ImportState = Answer<'Import'>['state'];

export type ImportFormat = Told<Answer<'ImportFormat'>, { encoding: string }>;

export type ColumnGuess = Answer<'ColumnGuess'>;

export type ImportColumn = Answer<'ImportColumn'>;

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

export type ImportQuestion = Answer<'ImportQuestion'>;

export type ImportProgress = Answer<'ImportProgress'>;

export type Import = Told<Answer<'Import'>, { format: ImportFormat; mapping: Mapping | null }>;

/** What happened, or would happen, to one row or to the rows of a group. */
export type ImportResult = Answer<'ImportResult'>;

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
