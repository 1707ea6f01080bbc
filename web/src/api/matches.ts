// Records that may be the one that is just being written.
import { post } from './client.ts';
import { outgoing } from './outgoing.ts';
import type { RecordRef } from './types.ts';

export interface MatchReason {
  signal: string;
  text: string;
  left?: string | null;
  right?: string | null;
}

export interface Match {
  record: RecordRef & { subtitle?: string | null };
  level: 'certain' | 'likely' | 'possible';
  score: number;
  reasons: MatchReason[];
}

/** `id` is the record's own, which is no match of itself. */
export const findMatches = (plural: string, values: Record<string, unknown>, id: string | null, signal?: AbortSignal) =>
  post<{ data: Match[] }>(`/${plural}/matches`, { values: outgoing(values), ...(id ? { id } : {}) }, { signal });
