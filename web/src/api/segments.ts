// Segments: who belongs to each, why, who came and went, what they share, and what is frozen out of them.
import { get, post } from './client.ts';
import type { Filter } from './types.ts';

export interface SegmentListed {
  id: string;
  name: string;
  description: string | null;
  object: string;
  rule: Filter;
  owner: string | null;
  /** None where the rule looks at what one may not see. */
  count: number | null;
  gathering: boolean;
  /** By day, the last one today. */
  entered: number[];
  left: number[];
  checked_at: string | null;
  differences: number | null;
}

export interface SegmentMove {
  id: string;
  record: string;
  title: string | null;
  entered: boolean;
  at: string;
}

export interface SegmentFact {
  field: string | null;
  linked: string | null;
  measure: string | null;
  value: unknown;
}

export interface SegmentReasons {
  conditions: Filter[];
  records: Record<string, { met: boolean; facts: SegmentFact[] }[]>;
}

export const listSegments = (signal?: AbortSignal) =>
  get<{ data: SegmentListed[] }>('/segments/overview', undefined, signal);

export const listSegmentsOf = (object: string, id: string, signal?: AbortSignal) =>
  get<{ data: { id: string; name: string; since: string | null }[] }>(
    `/segments/of/${object}/${id}`,
    undefined,
    signal,
  );

export const listMoves = (id: string, cursor: string | null, signal?: AbortSignal) =>
  get<{ data: SegmentMove[]; next: string | null }>(`/segments/${id}/moves`, { cursor }, signal);

export const listOverlaps = (id: string, signal?: AbortSignal) =>
  get<{ data: { id: string; name: string; count: number; both: number }[] }>(
    `/segments/${id}/overlaps`,
    undefined,
    signal,
  );

export const showReasons = (id: string, ids: readonly string[], signal?: AbortSignal) =>
  get<SegmentReasons>(`/segments/${id}/reasons`, { ids: ids.join(',') }, signal);

export const freezeSegment = (id: string, name: string) =>
  post<{ id: string; size: number }>(`/segments/${id}/audiences`, { name });

export const checkSegment = (id: string) => post<{ job: string }>(`/segments/check?segment=${id}`, {});
