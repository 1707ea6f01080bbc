// What an RFM analysis answers, and what its address asks.
import type { Amount, MarkList } from '../../../api/analyses.ts';

export const GROUPS = [
  'champions',
  'loyal',
  'potential',
  'new',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'cannot_lose',
  'at_risk',
  'hibernating',
] as const;
export type GroupKey = (typeof GROUPS)[number];
export const CONVENTIONS = ['quantiles', 'ranks', 'nested', 'own'] as const;
export type Convention = (typeof CONVENTIONS)[number];
export const MEASURES = ['recency', 'frequency', 'monetary'] as const;
export type Measure = (typeof MEASURES)[number];

export interface RfmGroup {
  key: GroupKey;
  customers: number;
  share: number;
  total: Amount;
  total_share: number | null;
  days: number | null;
  purchases: number | null;
  amount: Amount | null;
  lists: MarkList[];
}

export interface RfmCell {
  key: string;
  recency: number;
  frequency: number;
  group: GroupKey;
  customers: number;
  total: Amount;
  lists: MarkList[];
}

interface Bounds<T> {
  from: T;
  to: T;
  customers: number;
}

export interface RfmResult {
  convention: Convention;
  customers: number;
  total: Amount;
  mean: string;
  last_purchase: string | null;
  scores: {
    key: string;
    recency: Bounds<number> | null;
    frequency: Bounds<number> | null;
    monetary: Bounds<Amount> | null;
  }[];
  groups: RfmGroup[];
  grid: RfmCell[];
  movements: {
    since: string;
    customers_then: number;
    moves: { key: string; from: GroupKey | null; to: GroupKey; customers: number; total: Amount }[];
  } | null;
}

export interface RfmSearch {
  convention?: Convention;
  since?: string;
  /** Cut points, with spaces between: “30 60 90 180”. */
  recency?: string;
  frequency?: string;
  monetary?: string;
}

/** Cut points as they are typed: numbers with anything but digits, points and signs between. */
export const cutsOf = (text: string | undefined): string[] => (text ?? '').split(/[^\d.-]+/).filter(Boolean);

/** What a usual shop may begin with. */
export const USUAL_CUTS: Record<Measure, string> = {
  recency: '30 90 180 365',
  frequency: '1 2 4 8',
  monetary: '50 150 400 1000',
};

/** The parameters of the analysis out of the address. */
export function parametersOf(search: RfmSearch): Record<string, unknown> {
  const convention = CONVENTIONS.find((one) => one === search.convention);
  const own = convention === 'own';
  return {
    ...(convention && { convention }),
    ...(own && Object.fromEntries(MEASURES.map((one) => [one, cutsOf(search[one] ?? USUAL_CUTS[one])]))),
    ...(search.since && { compare_to: search.since }),
  };
}

/** The address that asks with these parameters: those of a run of the archive. */
export function searchOf({ convention, compare_to, ...cuts }: Record<string, unknown>): RfmSearch {
  return {
    convention: CONVENTIONS.find((one) => one === convention),
    since: typeof compare_to === 'string' ? compare_to : undefined,
    ...Object.fromEntries(
      MEASURES.flatMap((one) => (Array.isArray(cuts[one]) ? [[one, (cuts[one] as unknown[]).join(' ')]] : [])),
    ),
  };
}
