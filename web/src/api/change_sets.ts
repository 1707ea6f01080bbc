// Change sets: what one act wrote, and how it is taken back.
import { get, post } from './client.ts';
import type { Answer } from './generated.ts';
import type { Job, Page } from './types.ts';

export type ChangeSet = Answer<'ChangeSet'>;
export type ChangeSetAction = ChangeSet['action'];
export type ChangeLine = Answer<'ChangeSetChange'>;
export type Undone = Answer<'Undone'>;

export interface ChangeSetQuery {
  user?: string | null;
  object?: string | null;
  record?: string | null;
}

export const listChangeSets = (query: ChangeSetQuery, cursor: string | null, signal?: AbortSignal) =>
  get<Page<ChangeSet>>('/change_sets', { ...query, cursor, limit: 40 }, signal);

export const findChangeSet = (id: string, cursor: string | null, signal?: AbortSignal) =>
  get<Answer<'ChangeSetShown'>>(`/change_sets/${id}`, { cursor, limit: 50 }, signal);

/** What taking it back would do, without doing it. */
export const previewUndo = (id: string) => post<Undone>(`/change_sets/${id}/undo`, { dry_run: true });

export const undoChangeSet = (id: string) => post<Undone>(`/change_sets/${id}/undo`, {}, { isUndo: true });

/** A job that wrote has its change set in its result. */
export const changeSetOfJob = (job: Job): string | undefined => {
  const result = job.result as { change_set?: unknown } | null | undefined;
  return typeof result?.change_set === 'string' ? result.change_set : undefined;
};
