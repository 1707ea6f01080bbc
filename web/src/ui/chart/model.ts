// What a chart is told: rows, series and how their numbers are written. All kinds of chart are drawn from the same, so that one becomes another.
import { formatDuration, formatMoney, formatNumber, formatPercent } from '../../i18n/format.ts';

export const PLOTS = ['line', 'area', 'bar', 'stacked', 'scatter', 'funnel', 'heat', 'flow', 'map'] as const;
export type PlotKind = (typeof PLOTS)[number];

/** How a number is written: in full, and short beside an axis. */
export interface NumberForm {
  full: (value: number) => string;
  short: (value: number) => string;
}

export const countForm: NumberForm = {
  full: (value) => formatNumber(value, 2),
  short: (value) => formatNumber(value, 2),
};
/** A number between 0 and 1, written as a share of a hundred. */
export const shareForm: NumberForm = {
  full: (value) => formatPercent(Math.round(value * 1000) / 10),
  short: (value) => formatPercent(Math.round(value * 100)),
};
export const percentForm: NumberForm = {
  full: (value) => formatPercent(Math.round(value * 10) / 10),
  short: (value) => formatPercent(Math.round(value)),
};
export const durationForm: NumberForm = { full: formatDuration, short: formatDuration };
export const moneyForm = (unit: string): NumberForm => ({
  full: (value) => formatMoney(value, unit),
  short: (value) => formatMoney(value, unit, true),
});

export interface PlotSeries {
  id: string;
  label: string;
  form: NumberForm;
  /** What is put together because each of it is too small. */
  isRest?: boolean;
  /** What is compared with, expected or simulated: drawn dashed and fainter. */
  isFaint?: boolean;
  /** The color of which place, where it is not its own: what is compared with has the color of what it stands beside. */
  color?: number;
  /** Measured by another measure than the first: on an axis of its own. */
  isOther?: boolean;
  /** A line over bars. */
  isLine?: boolean;
}

export interface PlotRow {
  id: string;
  label: string;
  values: Readonly<Record<string, number | null | undefined>>;
  /** Where it stands on an axis of numbers, where the chart has one (`across`). */
  at?: number;
  /** From and to of the interval around a value, by series. */
  bands?: Readonly<Record<string, readonly [number, number] | undefined>>;
  /** The country it is, in two letters. */
  code?: string;
  /** What is put together leads nowhere by itself. */
  isRest?: boolean;
}

export interface PlotMark {
  row: PlotRow;
  series?: PlotSeries;
}

/** A vertical line with a word: today, a change of price. */
export interface PlotLine {
  row: string;
  label: string;
}

export interface PlotData {
  rows: readonly PlotRow[];
  series: readonly PlotSeries[];
}

/** How the points of a line are joined. Only what goes on evenly between them is drawn as a curve. */
export const joinOf = (isStepped: boolean, isNumeric: boolean): 'stepAfter' | 'linear' | 'monotone' =>
  isStepped ? 'stepAfter' : isNumeric ? 'linear' : 'monotone';

/** What a row stands under on the axis: its number, where the axis is one of numbers, else its name. */
export const placeOf = (row: PlotRow, isNumeric: boolean): string | number => (isNumeric ? (row.at ?? 0) : row.id);

const COLORS = 9;

export function colorOf(series: PlotSeries, place: number): string {
  return series.isRest ? 'var(--kith-series-rest)' : `var(--kith-series-${(series.color ?? place) % COLORS})`;
}

export const numberOf = (row: PlotRow, series: PlotSeries | undefined): number | undefined =>
  (series && row.values[series.id]) ?? undefined;

/** The value in words, with the interval around it. */
export function textOf(row: PlotRow, series: PlotSeries): string {
  const value = numberOf(row, series);
  const band = row.bands?.[series.id];
  const text = value === undefined ? '–' : series.form.full(value);
  return band ? `${text} (${series.form.full(band[0])} – ${series.form.full(band[1])})` : text;
}

/** The sum of a row or of all rows, where a sum says something. */
export const sumOf = (rows: readonly PlotRow[], series: PlotSeries): number =>
  rows.reduce((sum, row) => sum + (numberOf(row, series) ?? 0), 0);
