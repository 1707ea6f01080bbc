// Records that are probably one and the same: searched for, told apart, merged.
import { call, get, patch, post } from './client.ts';
import type { Answer, Told } from './generated.ts';
import { outgoing } from './outgoing.ts';
import type { Job, Page, RecordRow } from './types.ts';

export const LEVELS = ['certain', 'likely', 'possible'] as const satisfies readonly Answer<'DuplicateLevel'>[];
export type Level = Answer<'DuplicateLevel'>;
export type Reason = Answer<'DuplicateReason'>;
export type DuplicateState = Answer<'DuplicateSearches'>['data'][number];
export type DuplicateGroup = Told<Answer<'DuplicateGroup'>, { records: RecordRow[] }>;

type Merged = Answer<'MergeAnswer'>;
/** What one field would hold, and what each record brings. */
export type MergeField = NonNullable<Merged['fields']>[number];
export type Move = Merged['moves'][number];
export type MergePreview = Told<Merged, { record: RecordRow; fields: MergeField[] }>;

export interface MergeInput {
  winner: string;
  losers: string[];
  values: Record<string, unknown>;
}

export const listDuplicateStates = (signal?: AbortSignal) =>
  get<Answer<'DuplicateSearches'>>('/duplicates', undefined, signal);

export const listGroups = (plural: string, level: Level, cursor: string | null, limit: number, signal?: AbortSignal) =>
  get<Page<DuplicateGroup>>(`/${plural}/duplicates`, { level, cursor, limit }, signal);

export const searchDuplicates = (plural: string) => post<Job>(`/${plural}/duplicates/search`);

export const setAutomatic = (plural: string, automatic: boolean) =>
  patch<unknown>(`/${plural}/duplicates`, { automatic });

/** These are not the same: remembered over later searches. */
export const dismiss = (plural: string, ids: string[]) => post<void>(`/${plural}/duplicates/dismissals`, { ids });
export const takeBackDismissal = (plural: string, ids: string[]) =>
  call<void>('DELETE', `/${plural}/duplicates/dismissals`, { body: { ids } });

const body = ({ winner, losers, values }: MergeInput) => ({ winner, losers, values: outgoing(values) });

export const previewMerge = (plural: string, input: MergeInput, signal?: AbortSignal) =>
  post<MergePreview>(`/${plural}/merges`, { ...body(input), dry_run: true }, { signal });

export const merge = (plural: string, input: MergeInput) =>
  post<Told<Merged, { record: RecordRow }>>(`/${plural}/merges`, body(input));

export const mergeMany = (plural: string, level: Level) => post<Job>(`/${plural}/duplicates/merge`, { level });
