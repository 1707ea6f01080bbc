// Records that are probably one and the same: found, looked at, told apart, merged.
import { call, get, patch, post } from './client.ts';
import { outgoing } from './outgoing.ts';
import type { Job, Page, RecordRow } from './types.ts';

export const LEVELS = ['certain', 'likely', 'possible'] as const;
export type Level = (typeof LEVELS)[number];

export interface Reason {
  signal: string;
  manner?: string;
  text: string;
  left: string;
  right: string;
  bits: number;
}

export interface Match {
  record: { object: string; id: string; title: string | null; subtitle: string | null };
  level: Level;
  score: number;
  reasons: Reason[];
}

export interface DuplicateState {
  object: string;
  searched_at: string | null;
  job: string | null;
  certain: number;
  likely: number;
  possible: number;
  automatic: boolean;
}

export interface DuplicateGroup {
  id: string;
  level: Level;
  score: number;
  records: RecordRow[];
  pairs: { left: string; right: string; level: Level; score: number; reasons: Reason[] }[];
}

/** What one field would hold, and what each record brings. */
export interface MergeField {
  field: string;
  values: { from: string; value: unknown }[];
  /** What the merged record would hold. */
  chosen: unknown;
  differs: boolean;
  /** Whether the asker may choose. */
  writable: boolean;
}

export interface Move {
  object: string;
  field: string;
  label: string;
  count: number;
}

export interface MergePreview {
  record: RecordRow;
  fields: MergeField[];
  moves: Move[];
}

export interface MergeInput {
  winner: string;
  losers: string[];
  values: Record<string, unknown>;
}

export const listDuplicateStates = (signal?: AbortSignal) =>
  get<{ data: DuplicateState[] }>('/duplicates', undefined, signal);

export const listGroups = (plural: string, level: Level, cursor: string | null, limit: number, signal?: AbortSignal) =>
  get<Page<DuplicateGroup>>(`/${plural}/duplicates`, { level, cursor, limit }, signal);

export const searchDuplicates = (plural: string) => post<Job>(`/${plural}/duplicates/search`);

export const setAutomatic = (plural: string, automatic: boolean) =>
  patch<unknown>(`/${plural}/duplicates`, { automatic });

/** These are not the same: remembered over later searches. */
export const dismiss = (plural: string, ids: string[]) => post<void>(`/${plural}/duplicates/dismissals`, { ids });
export const takeBackDismissal = (plural: string, ids: string[]) =>
  call<void>('DELETE', `/${plural}/duplicates/dismissals`, { body: { ids } });

export const findMatches = (plural: string, values: Record<string, unknown>, id: string, signal?: AbortSignal) =>
  post<{ data: Match[] }>(`/${plural}/matches`, { values: outgoing(values), id }, { signal });

export const previewMerge = (plural: string, input: MergeInput, signal?: AbortSignal) =>
  post<MergePreview>(`/${plural}/merges`, { ...input, values: outgoing(input.values), dry_run: true }, { signal });

export const merge = (plural: string, input: MergeInput) =>
  post<{ record: RecordRow; change_set: string; moves: Move[] }>(`/${plural}/merges`, {
    ...input,
    values: outgoing(input.values),
  });

export const mergeMany = (plural: string, level: Level) => post<Job>(`/${plural}/duplicates/merge`, { level });
