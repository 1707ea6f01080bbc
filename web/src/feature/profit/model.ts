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
}

export interface ProfitSearch {
  hour?: string;
  call_minutes?: number;
  meeting_minutes?: number;
  purchase?: string;
  taken_back?: string;
  since?: string;
  sort?: string;
}

/** All that can be asked, also what has no control: a run of the archive may have been asked with it. */
export function parametersOf(search: ProfitSearch): Record<string, unknown> {
  const { hour, call_minutes, meeting_minutes, purchase, taken_back, since } = search;
  const given = { hour, call_minutes, meeting_minutes, purchase, taken_back, since };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
