// Analyses: what can be asked, asking it, and the archive of what was asked.
import { get, patch, post, put, remove } from './client.ts';
import type { Filter, Job, Page } from './types.ts';

export type RunState = 'queued' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled';

export interface AnalysisKind {
  key: string;
  version: number;
  needs: string[];
}

export interface AnalysisRun {
  id: string;
  analysis: string;
  version: number;
  /** Whether the method is still the same. */
  current: boolean;
  parameters: Record<string, unknown>;
  as_of: string;
  asked_by: { id: string; name: string | null } | null;
  asked_at: string;
  /** Whether it was made of all records, not of what one seller sees. */
  whole: boolean;
  mine: boolean;
  state: RunState;
  job: string | null;
  progress: { done: number; total: number | null } | null;
  milliseconds: number | null;
  hash: string | null;
  refusal: { code: string; text: string } | null;
  note: string;
  kept: boolean;
}

export interface AnalysisResult<R> extends AnalysisRun {
  result: R | null;
}

/** Money as answers write it. */
export interface Amount {
  amount: string;
  currency: string;
}

/** The records behind a mark. Those that are too many for a filter are had as an audience, by the name of the mark. */
export interface MarkList {
  object: string;
  customers?: number;
  filter: Filter | null;
  mark?: string | null;
}

export interface RunDifference {
  path: string[];
  before: unknown;
  after: unknown;
  change: number | null;
}

export interface RunComparison {
  before: AnalysisRun;
  after: AnalysisRun;
  same: boolean;
  differences: RunDifference[];
  truncated: boolean;
}

export interface NewRun {
  parameters: Record<string, unknown>;
  as_of?: string | undefined;
  /** Seconds: an own run of the same question that is no older will do. */
  within?: number;
}

export const listAnalyses = (signal?: AbortSignal) => get<{ data: AnalysisKind[] }>('/analyses', undefined, signal);
export const askAnalysis = <R>(key: string, run: NewRun, signal?: AbortSignal) =>
  post<AnalysisResult<R>>(`/analyses/${key}/runs`, run, { signal });
export const listRuns = (query: { analysis?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
  get<Page<AnalysisRun>>('/analysis-runs', query, signal);
export const findRun = <R>(id: string, signal?: AbortSignal) =>
  get<AnalysisResult<R>>(`/analysis-runs/${id}`, undefined, signal);
export const changeRun = (id: string, change: { note?: string; kept?: boolean }) =>
  patch<AnalysisRun>(`/analysis-runs/${id}`, change);
export const removeRun = (id: string) => remove(`/analysis-runs/${id}`);
export const freezeMark = (id: string, audience: { mark: string; object: string; name: string }) =>
  post<{ id: string; size: number }>(`/analysis-runs/${id}/audiences`, audience);
export const compareRuns = (id: string, other: string, signal?: AbortSignal) =>
  get<RunComparison>(`/analysis-runs/${id}/comparison`, { with: other }, signal);
export const findRetention = (signal?: AbortSignal) =>
  get<{ newest: number }>('/analysis-retention', undefined, signal);
export const putRetention = (newest: number) => put<{ newest: number }>('/analysis-retention', { newest });

/** Whether nothing more is to come. */
export const hasEnded = (run: AnalysisRun): boolean => run.state !== 'queued' && run.state !== 'running';

/** Works the summaries of all customers out anew. */
export const checkSummaries = () => post<Job>('/customer-summaries');
