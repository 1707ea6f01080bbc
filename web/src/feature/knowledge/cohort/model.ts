// What a cohort analysis answers, and what its address asks.
import type { Amount, MarkList } from '../../../api/analyses.ts';
import type { Filter } from '../../../api/types.ts';
import { formatting } from '../../../i18n/format.ts';
import { beginningOf, isPeriod, lengthOf, periodName } from '../../goal/period.ts';

export const SPANS = ['month', 'quarter', 'year'] as const;
export type CohortSpan = (typeof SPANS)[number];
export const ROWS = ['first_purchase', 'source'] as const;
export type CohortRows = (typeof ROWS)[number];
export const SHOWN = ['share', 'customers', 'total', 'cumulated', 'each'] as const;
export type CohortShown = (typeof SHOWN)[number];

export interface CohortCell {
  key: string;
  customers: number;
  /** Who could have bought: those whose age lies in no future. */
  of: number;
  share: number;
  total: Amount;
  cumulated: Amount;
  /** The period is not over yet. */
  running: boolean;
}

export interface CohortRow {
  key: string;
  from: string | null;
  to: string | null;
  customers: number;
  total: Amount;
  lists: MarkList[];
  cells: CohortCell[];
}

export interface CohortResult {
  by: CohortRows;
  customers: number;
  total: Amount;
  periods: { key: string; from: string; to: string }[];
  ages: { key: string; customers: number; of: number; share: number }[];
  rows: CohortRow[];
}

export interface CohortSearch {
  period?: CohortSpan;
  by?: CohortRows;
  show?: CohortShown;
}

/** The parameters of the analysis out of the address. */
export const parametersOf = ({ period, by }: CohortSearch): Record<string, unknown> => ({
  ...(SPANS.includes(period as CohortSpan) && { period }),
  ...(ROWS.includes(by as CohortRows) && { by }),
});

/** What a cohort of a period is called: “Nov 2023”, short, because it heads a row of many. */
export function cohortName(key: string): string {
  if (!isPeriod(key)) return key;
  if (lengthOf(key) !== 'month') return periodName(key);
  const { year, month } = beginningOf(key);
  return new Intl.DateTimeFormat(formatting.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, 1),
  );
}

/** The number a cell shows. */
export function figureOf(cell: CohortCell, row: CohortRow, shown: CohortShown): number {
  const cumulated = Number(cell.cumulated.amount);
  return {
    share: cell.share,
    customers: cell.customers,
    total: Number(cell.total.amount),
    cumulated,
    each: row.customers > 0 ? cumulated / row.customers : 0,
  }[shown];
}

/** The customers of a row who bought again at an age: those of the row, with a purchase in the days of that period. */
export function listsOf(result: CohortResult, row: CohortRow, age: number): MarkList[] {
  const start = result.periods.findIndex(({ key }) => key === row.key);
  const period = result.periods[start + age];
  if (result.by !== 'first_purchase' || start < 0 || !period) return [];
  const bought = {
    and: [
      { field: 'purchased_at', op: 'between', value: [period.from, period.to] },
      { field: 'kind', op: 'is_not', value: 'return' },
    ],
  } as Filter;
  return row.lists.flatMap(({ object, filter }) =>
    filter ? [{ object, filter: { and: [filter, { linked: `purchase.${object}`, where: bought }] } as Filter }] : [],
  );
}
