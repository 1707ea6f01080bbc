// One change to many records: tried first, then done as a job that can be taken back.
import { post } from './client.ts';
import type { Answer, Input } from './generated.ts';
import { outgoing } from './outgoing.ts';
import type { Filter, Job } from './types.ts';

export type BulkTarget = { ids: string[] } | { filter: Filter | null; q: string | null };

export type BulkAct = Pick<Input<'BulkChange'>, 'change' | 'add' | 'take' | 'remove'>;

/** What a change would do, with some of the records before and after it. */
export type BulkPreview = Answer<'BulkTrial'>;

export interface BulkOutcome {
  change_set: string | null;
  changed: number;
  unchanged: number;
  refused: number;
  reasons: { id: string; title: string | null; reason: string }[];
}

const body = (target: BulkTarget, act: BulkAct) => ({
  ...target,
  ...act,
  ...(act.change ? { change: outgoing(act.change) } : {}),
});

export const previewBulk = (plural: string, target: BulkTarget, act: BulkAct, signal?: AbortSignal) =>
  post<BulkPreview>(`/${plural}/bulk_changes`, { ...body(target, act), dry_run: true }, { signal });

export const startBulk = (plural: string, target: BulkTarget, act: BulkAct) =>
  post<Job>(`/${plural}/bulk_changes`, body(target, act));
