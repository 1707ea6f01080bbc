// The columns of a table as numbers: where each stands, which are in sight, what their order becomes, and which are summed.
import type { Field } from '../api/types.ts';

export interface Layout {
  /** Left edge of each column, and the right edge of the last one at the end. */
  edges: number[];
  total: number;
}

export function layoutOf(widths: number[]): Layout {
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return { edges, total: edges.at(-1) ?? 0 };
}

/** How wide the first column is at first: what the others leave of the sight, so that titles are not cut beside empty room. */
export function firstWidth(usual: number, others: number[], sight: number): number {
  const left = sight - others.reduce((sum, width) => sum + width, 0);
  return Math.round(Math.max(usual, Math.min(left, MOST_FOR_TITLES)));
}

const MOST_FOR_TITLES = 440;

/** The columns behind the frozen first one that are in sight, with one more on either side. */
export function columnsInSight({ edges }: Layout, scrolled: number, width: number): [number, number] {
  const last = edges.length - 2;
  const frozen = edges[1] ?? 0;
  let from = 1;
  while (from < last && (edges[from + 1] ?? 0) <= scrolled + frozen) from++;
  let to = from;
  while (to < last && (edges[to + 1] ?? 0) < scrolled + width) to++;
  return [Math.max(1, from - 1), Math.min(last, to + 1)];
}

/** How far to scroll so that a column stands clear of the frozen one and of the right edge. */
export function scrolledTo({ edges }: Layout, column: number, scrolled: number, width: number): number {
  if (column === 0) return scrolled;
  const left = (edges[column] ?? 0) - (edges[1] ?? 0);
  const right = (edges[column + 1] ?? 0) - width;
  return left < scrolled ? left : right > scrolled ? Math.min(right, left) : scrolled;
}

/** The order after a column was moved; the first one is the name of the record and keeps its place. */
export function moveColumn(paths: string[], from: number, to: number): string[] {
  const target = Math.max(1, Math.min(to, paths.length - 1));
  if (from < 1 || from >= paths.length || target === from) return paths;
  const next = [...paths];
  const [moved] = next.splice(from, 1);
  if (moved !== undefined) next.splice(target, 0, moved);
  return next;
}

const SUMMED = new Set<Field['kind']>(['decimal', 'money', 'duration']);
const COUNTED = /(^|_)(count|quantity|employees)$/;
const EACH = /(^|_)price$/;

/**
 * Columns whose sum means something: the record's own quantities. Nothing tells a whole number that counts from a year or a
 * place in an order but its name, so only names that count are summed. Prices of one piece and shares are not, and the
 * server sums nothing computed.
 */
export function isSummed({ key, kind }: Pick<Field, 'key' | 'kind'>): boolean {
  if (key.includes('.') || EACH.test(key)) return false;
  return SUMMED.has(kind) || (kind === 'integer' && COUNTED.test(key));
}
