// What an analysis of prices answers, and what its address asks.
import type { Amount, MarkList } from '../../api/analyses.ts';
import { formatNumber, formatPercent } from '../../i18n/format.ts';

/** Why nothing can be said of the price of a product. */
type RefusalKey = 'too_few' | 'no_variation' | 'amount' | 'does_not_fit';

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export interface Effect {
  change: number;
  quantity: Interval;
  revenue: Interval;
  margin: Interval | null;
  /** Runs of before do not say it. */
  cost_known?: boolean;
}

export const VERDICTS = ['strong', 'falls', 'weak', 'unclear', 'upside_down'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface PricedProduct {
  key: string;
  id: string;
  name: string;
  category: string | null;
  periods: number;
  price: Amount;
  price_from: Amount;
  price_to: Amount;
  revenue: Amount;
  revenue_now: Amount;
  own: Interval;
  drawn: Interval;
  verdict: Verdict;
  what_if: Effect | null;
}

export interface PricedCategory {
  key: string;
  id: string | null;
  name: string | null;
  all: boolean;
  products: number;
  value: number;
  low: number;
  high: number;
  spread: number;
}

export interface Cross {
  key: string;
  id: string;
  name: string;
  same_category: boolean;
  periods: number;
  value: Interval;
  kind: 'instead' | 'together' | 'unclear';
}

export interface PriceDetail {
  id: string;
  name: string;
  points: { day: string; price: Amount; quantity: number; revenue: Amount }[];
  refusal: { key: RefusalKey; text: string } | null;
  own: Interval | null;
  what_if: Effect[];
  cross: Cross[];
}

export interface Band {
  key: string;
  from: Amount;
  to: Amount | null;
  lines: number;
  quantity: string;
  revenue: Amount;
  margin: Amount | null;
  lists: MarkList[];
}

export interface DiscountGroup {
  key: 'never' | 'sometimes' | 'mostly' | 'always' | 'too_few';
  customers: number;
  given: Amount;
  total: Amount;
}

export interface DiscountCustomer {
  key: string;
  id: string;
  object: string;
  purchases: number;
  cheaper: number;
  low: number;
  high: number;
  given: Amount;
  total: Amount;
}

export interface PriceResult {
  span: { from: string; to: string } | null;
  lines: number;
  without_price: number;
  revenue: Amount;
  estimates: {
    products: PricedProduct[];
    categories: PricedCategory[];
    refused: {
      key: RefusalKey;
      products: number;
      named: { id: string; name: string }[];
    }[];
  };
  detail: PriceDetail | null;
  bands: Band[];
  discounts: { groups: DiscountGroup[]; customers: DiscountCustomer[] } | null;
}

export interface PriceSearch {
  period?: 'month';
  season?: 'none' | 'month';
  /** Percent by which a price is to change, as it is typed. */
  change?: string;
  product?: string;
  since?: string;
  sort?: string;
}

export const USUAL_CHANGE = -10;

export function parametersOf(search: PriceSearch): Record<string, unknown> {
  const given = {
    period: search.period,
    season: search.season,
    change: search.change === undefined ? undefined : String(Number(search.change) / 100),
    product: search.product,
    since: search.since,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The address that asks with these parameters: those of a run of the archive. */
export function searchOf(parameters: Record<string, unknown>): PriceSearch {
  const { period, season, change, product, since } = parameters;
  return {
    period: period === 'month' ? period : undefined,
    season: season === 'none' || season === 'month' ? season : undefined,
    change: change === undefined ? undefined : String(Math.round(Number(change) * 1e6) / 1e4),
    product: typeof product === 'string' ? product : undefined,
    since: typeof since === 'string' ? since : undefined,
  };
}

/** A factor as a change in percent: 1.05 is +5 %. */
export function changed(factor: number): string {
  const hundred = Math.round((factor - 1) * 100);
  return `${hundred > 0 ? '+' : ''}${formatPercent(hundred)}`;
}

/** By how many percent less is sold when the price rises by ten percent. */
export const byTen = (elasticity: number): string => changed(1.1 ** elasticity);
export const elastic = (value: number): string => formatNumber(value, 1);
