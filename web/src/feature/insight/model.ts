// What the analyses of sales answer.
import type { Filter } from '../../api/types.ts';

/** What can be looked into: the records behind a figure. */
export interface Behind {
  object: string;
  filter: Filter;
}

export interface Share {
  share: number;
  low: number;
  high: number;
  hits: number;
  n: number;
}

export interface Quartiles {
  low: number | null;
  median: number | null;
  high: number | null;
}

/** Why there is no answer. */
export interface Refused {
  refusal: string;
  message: string;
  needed?: number;
  got?: number;
}

export const isRefused = (told: unknown): told is Refused =>
  typeof told === 'object' && told !== null && 'refusal' in told;

interface Head {
  currency: string;
  as_of: string;
  deals: number;
  other_currencies: Record<string, number>;
}

export interface FunnelStep extends Behind {
  stage: string | null;
  name: string | null;
  reached: number;
  unknown: number;
  standing: number;
  on: Share | null;
}

export interface StageTime extends Behind {
  stage: string;
  name: string;
  visits: number;
  still: number;
  standing: number;
  age_limit: number | null;
  too_old: number | null;
  time: Quartiles | Refused;
}

export interface PipelineTold {
  id: string;
  name: string;
  begun: number;
  steps: FunnelStep[];
  stages: StageTime[];
  velocity: {
    open: number;
    open_amount: number;
    win_rate: Share | null;
    mean_won: number | null;
    days: number | null;
    per_month: number | null;
  };
}

export type RateLabel =
  | null
  | { id: string; title: string }
  | { value: string | boolean }
  | { month: string }
  | { from: number | null; below: number | null };

export interface RateGroup extends Behind {
  label: RateLabel;
  won: number;
  lost: number;
  win_rate: Share | null;
  amount: number;
  days: (Quartiles & { n: number }) | null;
}

export interface LostReason extends Behind {
  reason: string | null;
  count: number;
  amount: number;
  share: Share | null;
}

export interface SalesMonth extends Behind {
  month: string;
  won: number;
  amount: number;
  lost: number;
  begun: number;
  win_rate: Share | null;
  whole: boolean;
}

export interface SeasonMonth {
  month: number;
  ratio: number | null;
  low: number | null;
  high: number | null;
  years: number;
}

export interface SalesTold extends Head {
  from: string;
  to: string;
  summary: {
    won: Behind & { count: number; amount: number };
    lost: Behind & { count: number };
    open: Behind & { count: number; amount: number };
    win_rate: Share | null;
    days_won: (Quartiles & { n: number }) | null;
    days_lost: (Quartiles & { n: number }) | null;
  };
  pipelines: PipelineTold[];
  by: { field: string; groups: RateGroup[]; left_out: number; differ: { chance: number } | Refused };
  lost: { lost: number; reasons: LostReason[]; left_out: number };
  time: { months: SalesMonth[]; season: { months: SeasonMonth[] } | Refused };
}

export interface Futures {
  p10: number;
  p50: number;
  p90: number;
  mean: number;
}

/** Earlier forecasts, made again from what was known then, and what came. */
export interface BackTest {
  forecasts: number;
  below: Omit<Share, 'hits' | 'n'>;
  within: Omit<Share, 'hits' | 'n'>;
  above: Omit<Share, 'hits' | 'n'>;
  /** What came over what was told, of all of them together. */
  ratio: number | null;
  mean_absolute: number;
  months: { as_of: string; month: string; ahead: number; p10: number; p50: number; p90: number; came: number }[];
}

export interface PipelineForecastTold extends Head {
  model: 'stages' | 'age';
  open: number;
  foretold: number;
  decided: number;
  guessed_amounts: number;
  amounts_tell_the_end: boolean;
  left_out: { unknown_stage: number; no_amount: number; too_old: number };
  refused?: Refused;
  months?: (Behind & { month: string; forecast: Futures; won: number; weighted: number; commit: number })[];
  total?: Futures;
  owners?: (Behind & {
    owner: { id: string; title: string } | null;
    open: number;
    forecast: Futures;
    months: { month: string; forecast: Futures }[];
    weighted: number;
  })[];
  rests_on?: {
    id: string;
    title: string | null;
    owner: string | null;
    value: number;
    chance: number;
    expected: number;
    guessed: boolean;
    close_date: string | null;
  }[];
  back_test?: Refused | BackTest;
  overdue: Behind & { count: number; amount: number; undated: number };
}

export interface RevenueTold {
  currency: string;
  as_of: string;
  source: 'deals' | 'purchases';
  months: (Behind & { month: string; amount: number })[];
  current: { month: string; amount: number };
  other_currencies: boolean;
  confidence: number;
  refused?: Refused;
  ahead?: { month: string; value: number; low: number; high: number }[];
  method?: 'level' | 'trend' | 'seasons_added' | 'seasons_multiplied';
  back_test?: {
    foretold: number;
    mean_absolute: number;
    naive: number;
    covered: number;
    naive_is: 'last_month' | 'last_year';
    better: boolean;
  };
}

export type Standing = 'above' | 'below' | 'unclear' | 'too_few';

export interface LeagueFigures {
  won: number;
  lost: number;
  amount: number;
  begun: number;
  win_rate: Share | null;
  days: number | null;
  open: number;
  open_amount: number;
  leads: number | null;
  leads_converted: Share | null;
  per_lead: number | null;
  /** Where what a lead, an activity and an hour brought would lie nine times in ten; runs of before have none. */
  per_lead_range?: [number, number] | null;
  per_activity_range?: [number, number] | null;
  per_hour_range?: [number, number] | null;
  activities: number | null;
  per_activity: number | null;
  hours: number | null;
  per_hour: number | null;
  goal: number | null;
  goal_share: number | null;
  goal_count: number | null;
  goal_count_share: number | null;
  previous: number | null;
  past_median: number | null;
  past_best: number | null;
}

export interface LeagueRow extends LeagueFigures, Behind {
  id: string;
  title: string;
  shrunk: Omit<Share, 'hits' | 'n'> | null;
  win_standing: Standing;
  per_deal: { mean: number; low: number; high: number; n: number } | null;
  per_deal_standing: Standing;
  open_filter: Filter;
}

export interface PerformanceTold extends Head {
  from: string;
  to: string;
  gone: number;
  few: number;
  rows: LeagueRow[];
  whole: LeagueFigures;
  benchmarks: Record<string, { median: number; best: number; n: number } | undefined>;
  nobody: (LeagueFigures & Partial<Behind>) | null;
}
