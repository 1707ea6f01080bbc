// What the analyses of value and leaving answer with.

import type { MarkList } from '../../api/analyses.ts';

export interface Refused {
  key: string;
  text: string;
  what?: string;
  needed?: number;
  got?: number;
}

export interface Parameter {
  key: string;
  value: number;
  error: number;
}

export interface Total {
  alive: number;
  purchases: number;
  value: number;
  discounted: number;
}

export type ModelKey = 'bg_nbd' | 'mbg_nbd' | 'pareto_nbd';

export interface Opinion {
  model: ModelKey;
  refusal?: Refused;
  parameters?: Parameter[];
  log_likelihood?: number;
  total?: Total;
}

export interface Best {
  object: string;
  id: string;
  title?: string | null;
  first: string;
  last: string;
  days: number;
  total: number;
  alive: number;
  purchases: number;
  each: number;
  value: number;
  discounted: number;
}

export interface FrequencyRow {
  frequency: number;
  or_more: boolean;
  customers: number;
  expected: number;
  actual: number;
}

export interface WeekRow {
  until: string;
  held_back: boolean;
  expected_so_far: number;
  actual_so_far: number;
}

export interface Test {
  refusal?: Refused;
  split?: string;
  weeks?: number;
  customers?: number;
  error?: { expected: number; actual: number; total_ratio: number; mean_absolute: number };
  by_frequency?: FrequencyRow[];
  by_week?: { days: number; rows: WeekRow[] };
}

export const NOTES = [
  'test_passed',
  'test_rough',
  'test_failed',
  'not_tested',
  'test_refused',
  'data_ended',
  'once_is_certain',
  'opinions_differ',
  'spend_follows_frequency',
] as const;

export interface Note {
  key: (typeof NOTES)[number];
  share?: number;
  ratio?: number;
  least?: number;
  most?: number;
}

export interface Contract {
  rhythm: 'month' | 'quarter' | 'year' | null;
  share: number | null;
  customers?: number;
  refusal?: Refused;
  parameters?: Parameter[];
  rows?: { renewal: number; expected: number; actual: number | null; renews: number; still: number | null }[];
}

export interface Lifetime {
  refusal?: Refused;
  first?: string;
  until?: string;
  ended?: boolean;
  weeks: number;
  discount: number;
  currency: string;
  customers: number;
  repeat_customers: number;
  model: ModelKey;
  spend?: { refusal?: Refused; parameters?: Parameter[]; mean?: number | null; plain_mean: number; customers?: number };
  contract?: Contract | null;
  opinions?: Opinion[];
  test?: Test;
  notes?: Note[];
  total?: Total;
  tenths?: { customers: number; discounted: number; share: number; least: number }[];
  best?: Best[];
  best_lists?: MarkList[];
}

export interface Facts {
  silence: number;
  gap: number | null;
  days: number;
  lately: number;
  before: number;
  returned: number;
  talks: number;
}

export interface Leaver {
  object: string;
  id: string;
  title?: string | null;
  last: string;
  risk: number;
  year: number;
  at_stake: number;
  facts: Facts;
  reasons: { key: string; raises: boolean }[];
}

export interface Tested {
  refusal?: Refused;
  area?: { area: number; low: number; high: number };
  brier?: number;
  calibration?: { customers: number; told: number; seen: number; low: number; high: number }[];
  calibration_error?: number;
  calibrated_with?: string;
  customers?: number;
}

export interface Curve {
  group: string | null;
  refusal?: Refused;
  customers?: number;
  gone?: number;
  half_gone_after?: number | null;
  points?: { day: number; stay: number; low: number; high: number }[];
}

export interface Leaving {
  refusal?: Refused;
  first?: string;
  until?: string;
  ended?: boolean;
  days?: number;
  suggested_days?: number | null;
  currency: string;
  customers?: number;
  gone?: number;
  active?: number;
  expected_to_leave?: number;
  at_stake?: number;
  bands?: {
    key: 'high' | 'middle' | 'low';
    from: number;
    to: number;
    customers: number;
    expected_to_leave: number;
    at_stake: number;
  }[];
  list?: Leaver[];
  lists?: MarkList[];
  gone_lists?: MarkList[];
  test?: {
    tested_on: string;
    customers: number;
    left: number;
    behavior: Tested;
    buying: Tested;
    used: 'behavior' | 'buying' | null;
  };
  stay?: {
    everybody: Curve;
    groups: Curve[];
    test: { refusal?: Refused; chi_square?: number; freedom?: number; probability?: number };
  };
}
