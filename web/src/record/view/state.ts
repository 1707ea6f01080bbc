// The whole state of a list as its address holds it: what is asked for, and how it is shown.
import type { Filter } from '../../api/types.ts';

export const VIEW_KINDS = ['table', 'board', 'calendar', 'timeline', 'chart'] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];
export const SPANS = ['month', 'week', 'day', 'agenda'] as const;
export type Span = (typeof SPANS)[number];
export const CHARTS = ['bar', 'line', 'pie'] as const;
export type ChartKind = (typeof CHARTS)[number];
export const ORDERS = ['own', 'size'] as const;
export type ChartOrder = (typeof ORDERS)[number];

export interface ListState {
  filter?: Filter;
  sort?: string;
  columns?: string;
  q?: string;
  group?: string;
  /** How the records are shown; a table where nothing is said. */
  view?: Exclude<ViewKind, 'table'>;
  /** The field of a board's columns, of a calendar's days, or of a chart's groups. */
  by?: string;
  /** The record whose own columns a board shows, as a pipeline has its stages. */
  scope?: string;
  /** Fields that stand on a card. */
  cards?: string;
  /** Columns of a board that are narrow, or `none`. */
  folded?: string;
  span?: Span;
  /** The day around which a calendar stands. */
  at?: string;
  chart?: ChartKind;
  /** What a chart measures: `count`, `sum:amount`, `avg:amount`. */
  measure?: string;
  /** `size` where the bars of a chart do not stand in their own order. */
  order?: Exclude<ChartOrder, 'own'>;
  /** The saved view from which this state was opened. */
  saved?: string;
}

type Name = keyof ListState;
const TEXTS = ['sort', 'columns', 'q', 'group', 'by', 'scope', 'cards', 'folded', 'measure', 'saved'] as const;
/** What says how records are shown in one kind of view and means nothing in the others. */
const OWN = ['by', 'scope', 'cards', 'folded', 'span', 'at', 'chart', 'measure', 'order'] as const satisfies Name[];
// A view is saved without where one happens to look and without what it is itself.
const PASSING = new Set<Name>(['saved', 'at']);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : typeof value === 'number' ? String(value) : undefined;

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);

/** Reads the state from an address. What is not known is left out, so that an old or a broken address still opens the list. */
export function readListState(search: Record<string, unknown>): ListState {
  const { filter } = search;
  const view = oneOf(VIEW_KINDS, search.view);
  const at = textOf(search.at);
  return {
    filter: typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? (filter as Filter) : undefined,
    ...Object.fromEntries(TEXTS.map((name) => [name, textOf(search[name])])),
    view: view === 'table' ? undefined : view,
    span: oneOf(SPANS, search.span),
    at: at && /^\d{4}-\d\d-\d\d$/.test(at) ? at : undefined,
    chart: oneOf(CHARTS, search.chart),
    order: search.order === 'size' ? 'size' : undefined,
  };
}

export const kindOf = (state: ListState): ViewKind => state.view ?? 'table';

/** The state without what belongs to one kind of view alone. */
export function switched(state: ListState, kind: ViewKind, own: Partial<ListState> = {}): ListState {
  const rest = Object.fromEntries(Object.entries(state).filter(([name]) => !(OWN as readonly string[]).includes(name)));
  return { ...(rest as ListState), view: kind === 'table' ? undefined : kind, ...own };
}

/** What of the state belongs to the kind of view it is in. */
export function ownOf(state: ListState): Partial<ListState> {
  return Object.fromEntries(OWN.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]]])));
}

/** What is kept of a state when it is saved as a view. */
export function savedPart(state: ListState): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(state).filter(([name, value]) => value !== undefined && !PASSING.has(name as Name)),
  );
}

/** The same text for two states that show the same. */
export function signatureOf(state: Record<string, unknown>): string {
  const told = savedPart(readListState(state));
  return JSON.stringify(Object.entries(told).sort(([a], [b]) => (a < b ? -1 : 1)));
}
