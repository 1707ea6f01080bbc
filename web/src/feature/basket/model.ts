// What an analysis of what sells together answers, and what its address asks.
import type { MarkList } from '../../api/analyses.ts';
import type { OfferReason } from '../../api/offers.ts';
import { formatCount, formatNumber, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

export interface Thing {
  key: string;
  id: string;
  name: string;
  baskets: number;
}

export interface Rule {
  key: string;
  given: number[];
  then: number[];
  baskets: number;
  given_baskets: number;
  then_baskets: number;
  support: number;
  confidence: number;
  low: number;
  high: number;
  lift: number;
  lift_low: number;
  lists: MarkList[];
}

export interface TogetherResult {
  object: 'product' | 'product_category';
  baskets: number;
  least: number;
  things_sold: number;
  things_frequent: number;
  span: { from: string; to: string } | null;
  rules_found: number;
  rules: Rule[];
  things: Thing[];
}

export interface TogetherSearch {
  unit?: 'customer';
  level?: 'category';
  baskets?: string;
  support?: string;
  confidence?: string;
  lift?: string;
  size?: string;
  since?: string;
  sort?: string;
  /** The product customers are looked for. */
  offer?: string;
}

export const USUAL = { baskets: 5, support: 0.5, confidence: 20, lift: 1, size: 2 };

/** Shares stand in the address as percent, as they are typed. */
export function parametersOf(search: TogetherSearch): Record<string, unknown> {
  const share = (text: string | undefined) => (text === undefined ? undefined : String(Number(text) / 100));
  const whole = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const given = {
    unit: search.unit,
    level: search.level,
    baskets: whole(search.baskets),
    support: share(search.support),
    confidence: share(search.confidence),
    lift: search.lift,
    size: whole(search.size),
    since: search.since,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The address that asks with these parameters: those of a run of the archive. */
export function searchOf(parameters: Record<string, unknown>): TogetherSearch {
  const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value));
  const hundred = (value: unknown) => text(value) && String(Math.round(Number(value) * 1e6) / 1e4);
  return {
    unit: parameters.unit === 'customer' ? 'customer' : undefined,
    level: parameters.level === 'category' ? 'category' : undefined,
    baskets: text(parameters.baskets),
    support: hundred(parameters.support),
    confidence: hundred(parameters.confidence),
    lift: text(parameters.lift),
    size: text(parameters.size),
    since: text(parameters.since),
  };
}

export const percent = (share: number): string => {
  const hundred = share * 100;
  return formatPercent(hundred < 10 ? Math.round(hundred * 10) / 10 : Math.round(hundred));
};
export const times = (lift: number): string => formatNumber(lift, lift < 10 ? 1 : 0);

/** Names of things: “A and B”. */
export const namesOf = (result: TogetherResult, places: readonly number[]): string =>
  places.map((place) => result.things[place]?.name ?? '–').join(' + ');

/** “who buys A often also buys B: 34 of 120 purchases, 3.2 times as often as others” */
export function ruleWords(result: TogetherResult, rule: Rule, unit: 'purchase' | 'customer'): string {
  return t(`together.words.${unit}`, {
    given: namesOf(result, rule.given),
    offer: namesOf(result, rule.then),
    both: formatCount(rule.baskets),
    all: formatCount(rule.given_baskets),
    times: times(rule.lift),
  });
}

export const reasonWords = (because: OfferReason): string =>
  t(`together.because.${because.unit}`, {
    given: because.name,
    both: formatCount(because.both),
    all: formatCount(because.given),
    times: times(because.lift),
  });
