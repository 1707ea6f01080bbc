// Change sets: what one act wrote, and how it is taken back.
import { get, post } from './client.ts';
import type { ActorRef, Job, Page, RecordRef } from './types.ts';

export type ChangeSetAction =
  | 'create'
  | 'change'
  | 'remove'
  | 'restore'
  | 'bulk'
  | 'merge'
  | 'import'
  | 'undo'
  | 'other';

export interface ChangeSet {
  id: string;
  at: string;
  actor: ActorRef;
  channel: string;
  action: ChangeSetAction;
  object: string | null;
  record: RecordRef | null;
  count: number;
  label: string | null;
  undone_by: { change_set: string; at: string; actor: ActorRef } | null;
  undoes: string | null;
  can_undo: boolean;
}

export interface ChangeLine {
  seq: number;
  object: string;
  id: string;
  title: string | null;
  verb: string;
  fields: { field: string; old: unknown; new: unknown }[];
}

export interface ChangeSetWithChanges extends ChangeSet {
  changes: Page<ChangeLine>;
}

/** What stays as it is, because somebody has changed it since or may no longer. */
export interface Kept {
  /** All four are missing for what one may not see. */
  object: string | null;
  id: string | null;
  title: string | null;
  field: string | null;
  reason: string;
}

export interface Undone {
  undone: number;
  kept: Kept[];
  change_set: string | null;
  job: string | null;
}

export interface ChangeSetQuery {
  user?: string | null;
  object?: string | null;
  record?: string | null;
}

export const listChangeSets = (query: ChangeSetQuery, cursor: string | null, signal?: AbortSignal) =>
  get<Page<ChangeSet>>('/change_sets', { ...query, cursor, limit: 40 }, signal);

export const findChangeSet = (id: string, cursor: string | null, signal?: AbortSignal) =>
  get<ChangeSetWithChanges>(`/change_sets/${id}`, { cursor, limit: 50 }, signal);

/** What taking it back would do, without doing it. */
export const previewUndo = (id: string) => post<Undone>(`/change_sets/${id}/undo`, { dry_run: true });

export const undoChangeSet = (id: string) => post<Undone>(`/change_sets/${id}/undo`, {}, { isUndo: true });

/** A job that wrote has its change set in its result. */
export const changeSetOfJob = (job: Job): string | undefined => {
  const result = job.result as { change_set?: unknown } | null | undefined;
  return typeof result?.change_set === 'string' ? result.change_set : undefined;
};
