// What an analysis of profit answers, and what its address asks.
import type { Amount, MarkList } from '../../api/analyses.ts';

export interface ProfitSum {
  listed: Amount;
  discount: Amount;
  revenue: Amount;
  unknown: Amount;
  cost: Amount;
  margin: Amount;
  time: Amount;
  handling: Amount;
  profit: Amount;
  purchases: number;
  returns: number;
  calls: number;
  meetings: number;
  seconds: number;
}

export interface KeyedSum extends ProfitSum {
  key: string;
  name?: string | null;
}

export interface CustomerSum extends ProfitSum {
  key: string;
  id: string;
  object: string;
}

export interface Tenth extends KeyedSum {
  customers: number;
  lists: MarkList[];
}

export interface SegmentSum extends KeyedSum {
  key: string;
  name: string;
  object: string;
  members: number;
  customers: number;
  serving: Amount;
  each: Amount | null;
  gathering: boolean;
  partly: boolean;
  lists: MarkList[];
}

export interface Segments {
  rows: SegmentSum[];
  left_off: number;
  in_several: number;
  in_none: (ProfitSum & { customers: number }) | null;
}

export interface InformationSide {
  suggestions: number;
  times: number;
  bought: number;
  revenue: Amount;
  unknown: Amount;
  margin: Amount;
  each: Amount | null;
}

type Three = [Amount, Amount, Amount];

export type InformationAgainst =
  | { refusal: { code: 'too_few' | 'alike'; text: string } }
  | { refusal: null; each: Amount; low: Amount; high: Amount; brought: Three; net: Three | null };

export interface Information {
  days: number;
  needed: number;
  refusal: { code: 'nothing_shown' | 'too_young' | 'nobody_acted'; text: string } | null;
  from: string | null;
  to: string | null;
  months: number;
  rate: string;
  counted: boolean;
  partly: boolean;
  cost: Amount;
  waiting: number;
  acted_on: InformationSide;
  dismissed: InformationSide;
  left: InformationSide;
  net_at_most: Amount | null;
  against_dismissed: InformationAgainst;
  against_left: InformationAgainst;
}

export interface ProfitResult {
  span: { from: string; to: string } | null;
  rates: { hour: string; counted: boolean };
  lines: number;
  lines_known: number;
  without_sum: number;
  bare: { purchases: number; money: Amount };
  customers: number;
  total: ProfitSum;
  nobody: ProfitSum;
  not_yet: ProfitSum;
  curve: { refusal: string | null; points: [number, number][]; peak: number | null; gini: number | null };
  losing: { customers: number; money: Amount; lists: MarkList[] };
  tenths: Tenth[];
  without: ('tickets' | 'rewards')[];
  ranked: CustomerSum[];
  products_sold: number;
  products: KeyedSum[];
  categories: KeyedSum[];
  channels: KeyedSum[];
  /** A kept run of an older method says nothing of them. */
  segments?: Segments;
  information?: Information;
}

export interface ProfitSearch {
  hour?: string;
  call_minutes?: number;
  meeting_minutes?: number;
  purchase?: string;
  taken_back?: string;
  information?: string;
  since?: string;
  sort?: string;
}

/** All that can be asked, also what has no control: a run of the archive may have been asked with it. */
export function parametersOf(search: ProfitSearch): Record<string, unknown> {
  const { hour, call_minutes, meeting_minutes, purchase, taken_back, information, since } = search;
  const given = { hour, call_minutes, meeting_minutes, purchase, taken_back, information, since };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
