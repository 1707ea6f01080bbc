// Records that may be the one that is just being written.
import { post } from './client.ts';
import type { Answer } from './generated.ts';
import { outgoing } from './outgoing.ts';

export type Match = Answer<'Match'>;

/** `id` is the record's own, which is no match of itself. */
export const findMatches = (plural: string, values: Record<string, unknown>, id: string | null, signal?: AbortSignal) =>
  post<Answer<'Matches'>>(`/${plural}/matches`, { values: outgoing(values), ...(id ? { id } : {}) }, { signal });
