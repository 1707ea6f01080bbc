// What is said of the past of a forecast, and of people beside each other: one place decides, all who speak of it ask here.
import type { BackTest, LeagueRow } from './model.ts';

/** What should lie between P10 and P90, and on either side of them. */
const INSIDE = 0.8;
const TAIL = 0.1;
/** So far from what was told, and on one side, is a bias and no rounding. */
const OFF = 0.1;

export type Trust = 'too_sure' | 'too_unsure' | 'tells_more' | 'tells_less' | 'well_told';

/**
 * Whether a forecast was honest: as wide as it should be, and not leaning to one side. A forecast may hold its interval and still tell too much
 * each time, so both are said.
 */
export function trustOf({
  within,
  below,
  above,
  ratio,
}: Pick<BackTest, 'within' | 'below' | 'above' | 'ratio'>): Trust[] {
  const said: Trust[] = [];
  if (within.high < INSIDE) said.push('too_sure');
  const leansDown = below.share > above.share && (below.low > TAIL || (ratio !== null && ratio < 1 - OFF));
  const leansUp = above.share > below.share && (above.low > TAIL || (ratio !== null && ratio > 1 + OFF));
  const isOff = ratio !== null && Math.abs(ratio - 1) > OFF && below.share === above.share;
  if (leansDown || (isOff && ratio < 1)) said.push('tells_more');
  if (leansUp || (isOff && ratio > 1)) said.push('tells_less');
  if (said.length === 0) said.push(within.low > INSIDE ? 'too_unsure' : 'well_told');
  return said;
}

type Judged = Pick<LeagueRow, 'win_standing' | 'per_deal_standing'>;

/**
 * Who can be told from all together, by the marks of their rows: better or worse in what is marked, or better in one and worse in the other.
 * Too few deals and intervals that hold the average tell nothing.
 */
export function toldApart<R extends Judged>(rows: readonly R[]): { above: R[]; below: R[]; unlike: R[] } {
  const marks = (row: Judged) => [row.win_standing, row.per_deal_standing];
  const has = (row: Judged, mark: 'above' | 'below') => marks(row).includes(mark);
  return {
    above: rows.filter((row) => has(row, 'above') && !has(row, 'below')),
    below: rows.filter((row) => has(row, 'below') && !has(row, 'above')),
    unlike: rows.filter((row) => has(row, 'above') && has(row, 'below')),
  };
}
