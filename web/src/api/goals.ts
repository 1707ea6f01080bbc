// Targets, forecasts and what became of them: what the server works out.
import { get, post, put } from './client.ts';

export interface Amount {
  amount: string;
  currency: string;
}
export type Quantity = Amount | number;

export interface TargetRow {
  id: string;
  name: string;
  scope: 'company' | 'team' | 'user' | 'territory' | 'product';
  of: { object: 'user' | 'team' | 'product'; id: string; title: string } | null;
  measure: 'revenue' | 'margin' | 'count' | 'activities';
  based_on: 'deals' | 'purchases';
  goal: Quantity;
  attained: Quantity;
  remaining: Quantity;
  needed_per_week: Quantity;
  attained_share: number;
  expected_share: number;
  ahead: boolean;
  rank: number | null;
  commission: { amount: Amount; rate: string; next: { missing: Amount; rate: string } | null } | null;
}

export interface Attainment {
  period: string;
  starts_on: string;
  ends_on: string;
  working_days: number;
  working_days_gone: number;
  pace: number;
  leaderboard: boolean;
  targets: TargetRow[];
}

export const showAttainment = (period: string | undefined, signal?: AbortSignal) =>
  get<Attainment>('/targets/attainment', { period }, signal);

export const changeTargetSetting = (leaderboard: boolean) =>
  put<{ leaderboard: boolean }>('/target_setting', { leaderboard });

export const CATEGORIES = ['commit', 'best_case', 'pipeline'] as const;
export type Category = (typeof CATEGORIES)[number];
export interface Part {
  amount: Amount;
  count: number;
}

export interface AdjustmentRow {
  id: string;
  category: string;
  amount: Amount;
  reason: string;
  by: string;
  at: string;
  can: boolean;
}

export interface ForecastRow {
  kind: 'all' | 'team' | 'user' | 'nobody';
  id: string | null;
  title: string | null;
  depth: number;
  open: Record<Category | 'omitted', Part>;
  adjusted: Record<Category, Amount>;
  weighted: Amount;
  won: Part;
  lost: Part;
  win_rate: number | null;
  cycle_days: number | null;
  target: Amount | null;
  adjustments: AdjustmentRow[];
}

export interface Forecast {
  period: string;
  starts_on: string;
  ends_on: string;
  currency: string;
  pace: number;
  rows: ForecastRow[];
  left_out: { currency: string | null; count: number }[];
}

export const showForecast = (period: string | undefined, territory?: string, signal?: AbortSignal) =>
  get<Forecast>('/forecast', { period, territory }, signal);

export interface Snapshot {
  day: string;
  taken_at: string;
  deals: number;
}

export const listSnapshots = async (signal?: AbortSignal) =>
  (await get<{ data: Snapshot[] }>('/forecast/snapshots', undefined, signal)).data;

export const takeSnapshot = () => post<Snapshot>('/forecast/snapshots');

export const STEPS = ['new', 'moved_in', 'grew', 'shrank', 'slipped', 'lost', 'won', 'left', 'recategorized'] as const;
export type StepKind = (typeof STEPS)[number];

export interface Side {
  amount: Amount | null;
  category: string;
  close_date: string | null;
}

export interface ForecastChanges {
  period: string;
  currency: string;
  since: Snapshot;
  until: Snapshot | null;
  opening: Amount;
  closing: Amount;
  steps: { kind: StepKind; amount: Amount; count: number }[];
  deals: {
    kind: StepKind;
    deal: string;
    title: string | null;
    owner: string | null;
    change: Amount;
    before: Side | null;
    after: Side | null;
  }[];
  truncated: boolean;
}

export const showForecastChanges = (
  query: { period?: string; since: string; team?: string; user?: string },
  signal?: AbortSignal,
) => get<ForecastChanges>('/forecast/changes', query, signal);
