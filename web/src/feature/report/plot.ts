// What a report says, as rows and series for a chart: the second dimension becomes series, and so do several measures.
import type { Definition, ReportAnswer, ReportRow } from '../../api/reports.ts';
import type { Field, Filter, ObjectType } from '../../api/types.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { findField, shownKind } from '../../dictionary/dictionary.ts';
import { countryName } from '../../field/shared/countries.ts';
import { asMoney, asText } from '../../field/shared/values.ts';
import { formatting } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { OwnOrder } from '../../record/view/chart/own_order.ts';
import {
  countForm,
  durationForm,
  moneyForm,
  type NumberForm,
  type PlotKind,
  type PlotRow,
  type PlotSeries,
  percentForm,
} from '../../ui/chart/model.ts';
import { columnNames, dimensionName, keyName, measuresOf, SPLITS } from './words.ts';

export const KINDS = [
  'table',
  'pivot',
  'bar',
  'stacked',
  'line',
  'area',
  'funnel',
  'heat',
  'scatter',
  'flow',
  'map',
  'number',
] as const;
export type ReportKind = (typeof KINDS)[number];

export const kindOf = (definition: Definition): ReportKind => {
  const wanted = KINDS.find((kind) => kind === definition.chart?.kind);
  if (wanted) return wanted;
  const by = definition.by ?? [];
  if (!by.length) return 'number';
  return SPLITS.has(by[0]?.bucket) && by[0]?.bucket ? 'line' : by.length > 1 ? 'stacked' : 'bar';
};

/** What a kind of chart needs; a key of a text where the question does not have it. */
export function lacks(
  kind: ReportKind,
  definition: Definition,
): 'report.needs.two' | 'report.needs.one' | 'report.needs.country' | 'report.needs.measures' | undefined {
  const by = definition.by?.length ?? 0;
  const columns = measuresOf(definition).length + (definition.formulas?.length ?? 0);
  if (kind === 'number' || kind === 'table') return undefined;
  if (!by) return 'report.needs.one';
  if ((kind === 'pivot' || kind === 'heat' || kind === 'flow') && by < 2) return 'report.needs.two';
  if (kind === 'map' && definition.by?.[0]?.bucket !== 'country') return 'report.needs.country';
  if (kind === 'scatter' && columns < 2) return 'report.needs.measures';
  return undefined;
}

export interface Plot {
  kind: PlotKind;
  rows: PlotRow[];
  series: PlotSeries[];
  head: string;
  isTime: boolean;
  /** The filter behind a mark. */
  filterOf: (row: string, series?: string) => Filter | null;
}

export const numberOf = (value: unknown): number | null => {
  const money = asMoney(value);
  const told = money ? Number(money.amount) : value === null || value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(told) ? told : null;
};

export const idOf = (key: unknown): string =>
  typeof key === 'object' && key !== null && 'id' in key ? asText(key.id) : JSON.stringify(key ?? null);

/** The currencies there are, the one with most rows first. */
export function currenciesOf(answer: ReportAnswer): string[] {
  const counted = new Map<string, number>();
  for (const { currency } of [...answer.totals, ...answer.rows]) {
    if (currency) counted.set(currency, (counted.get(currency) ?? 0) + 1);
  }
  return [...counted.entries()].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

/** How the numbers of each column are written. */
export function formsOf(
  dictionary: Dictionary,
  object: ObjectType,
  definition: Definition,
  currency: string | undefined,
): NumberForm[] {
  const formOf = (field: Field | undefined): NumberForm => {
    const kind = field && shownKind(field);
    if (kind === 'money' && currency) return moneyForm(currency);
    if (kind === 'percent') return percentForm;
    if (kind === 'duration') return durationForm;
    return countForm;
  };
  return [
    ...measuresOf(definition).map(({ measure, field }) =>
      measure === 'count' || measure === 'distinct' || !field
        ? countForm
        : formOf(findField(dictionary, object, field)),
    ),
    ...(definition.formulas ?? []).map(({ form }) =>
      form === 'percent' ? percentForm : form === 'money' && currency ? moneyForm(currency) : countForm,
    ),
  ];
}

interface Told {
  dictionary: Dictionary;
  object: ObjectType;
  definition: Definition;
  answer: ReportAnswer;
  currency: string | undefined;
  orders: readonly (OwnOrder | undefined)[];
}

const MOST_ROWS = 400;
const MOST_SERIES = 40;

export const ofCurrency = (rows: readonly ReportRow[], currency: string | undefined): ReportRow[] =>
  currency ? rows.filter((row) => !row.currency || row.currency === currency) : [...rows];

export function plotOf({ dictionary, object, definition, answer, currency, orders }: Told): Plot {
  const by = definition.by ?? [];
  const [first, second] = by;
  const fields = by.map((dimension) => findField(dictionary, object, dimension.field));
  const names = columnNames(dictionary, object, definition);
  const forms = formsOf(dictionary, object, definition, currency);
  const kind = kindOf(definition);
  const found = ofCurrency(answer.rows, currency);
  const rest = t('chart.rest');
  const filters = new Map<string, Filter | null>();
  const rows = new Map<
    string,
    { label: string; key: unknown; isRest: boolean; values: Record<string, number | null> }
  >();
  const rowOf = (row: ReportRow) => {
    const id = row.rest ? 'rest' : idOf(row.key[0]);
    const known = rows.get(id) ?? {
      label: row.rest ? rest : first ? keyName(fields[0], first, row.key[0]) : names[0] || '',
      key: row.key[0],
      isRest: row.rest,
      values: {},
    };
    rows.set(id, known);
    return { id, known };
  };
  let series: PlotSeries[];
  if (second) {
    const form = forms[0] ?? countForm;
    const keys = new Map<string, { key: unknown; label: string }>();
    for (const row of found) {
      const { id, known } = rowOf(row);
      const told = row.key.slice(1);
      const at = told.map(idOf).join('|');
      const label = told.map((key, place) => keyName(fields[place + 1], by[place + 1] ?? second, key)).join(' · ');
      keys.set(at, { key: told[0], label });
      known.values[at] = numberOf(row.values[0]);
      filters.set(`${id}\n${at}`, row.filter);
    }
    for (const row of ofCurrency(answer.firsts, currency))
      filters.set(row.rest ? 'rest' : idOf(row.key[0]), row.filter);
    series = inOrder([...keys.entries()], second, orders[1])
      .slice(0, MOST_SERIES)
      .map(([id, { label }]) => ({ id, label, form }));
  } else {
    const compared = answer.compared && kind !== 'scatter' && kind !== 'funnel';
    for (const row of found) {
      const { id, known } = rowOf(row);
      row.values.forEach((value, place) => {
        known.values[String(place)] = numberOf(value);
        if (compared) known.values[`before ${place}`] = numberOf(row.before?.[place]);
      });
      filters.set(id, row.filter);
    }
    const drawn = kind === 'line' || kind === 'bar' || kind === 'area' || kind === 'stacked';
    series = names.flatMap((label, place): PlotSeries[] => {
      const form = forms[place] ?? countForm;
      // Amounts and numbers on one axis would flatten one of them.
      const isOther = drawn && place > 0 && form !== forms[0];
      const own = { id: String(place), label, form, color: place, ...(isOther ? { isOther } : {}) };
      return compared
        ? [own, { ...own, id: `before ${place}`, label: t('report.before', { column: label }), isFaint: true }]
        : [own];
    });
    if (kind === 'funnel' || kind === 'area') series = series.slice(0, 1);
    if (drawn && series.some(({ isOther }) => isOther) && !isTimed(first))
      series = series.filter(({ isOther }) => !isOther);
  }
  const isTime = isTimed(first);
  const isPlaced = first?.bucket === 'country';
  const told = [...rows.entries()].map(([id, { label, key, isRest, values }]) => ({
    id,
    label,
    key,
    isRest,
    values,
    ...(isPlaced && typeof key === 'string' ? { code: key } : {}),
  }));
  const placed =
    first && (definition.sort === 'key' || isTime || orders[0]) && definition.sort !== '-A'
      ? inOrder(
          told.map((row) => [row.id, row] as const),
          first,
          definition.sort === 'key' || isTime ? orders[0] : undefined,
        ).map(([, row]) => row)
      : told;
  return {
    kind: kind === 'table' || kind === 'pivot' || kind === 'number' ? 'bar' : kind,
    rows: placed.slice(0, MOST_ROWS),
    series,
    head: first ? dimensionName(dictionary, object, first) : '',
    isTime,
    filterOf: (row, at) => filters.get(at !== undefined && second ? `${row}\n${at}` : row) ?? null,
  };
}

/** Days, weeks, months: what a line can go along. Hours and weekdays stand beside each other too. */
export const isTimed = (dimension: Definition['by'] extends (infer D)[] | undefined ? D | undefined : never): boolean =>
  Boolean(dimension?.bucket) && dimension?.bucket !== 'country';

/** In the order people gave to choices and stages; weekdays from the first of the week; all else as it came. */
function inOrder<T extends { key: unknown }>(
  entries: readonly (readonly [string, T])[],
  dimension: NonNullable<Definition['by']>[number],
  order: OwnOrder | undefined,
): (readonly [string, T])[] {
  const first = formatting.firstWeekday || 7;
  const place = ({ key }: T): number | string => {
    if (dimension.bucket === 'weekday') return (Number(key) - first + 7) % 7;
    if (dimension.bucket === 'hour') return Number(key);
    if (dimension.bucket === 'country') return countryName(asText(key));
    if (dimension.bucket) return asText(key);
    if (order) return order.placeOf(key);
    return 0;
  };
  const sorted = [...entries];
  const isLast = (one: T) =>
    (one.key === null || one.key === undefined ? 1 : 0) + ('isRest' in one && one.isRest ? 2 : 0);
  return sorted.sort(([, a], [, b]) => {
    const last = isLast(a) - isLast(b);
    if (last) return last;
    const [left, right] = [place(a), place(b)];
    return typeof left === 'number' && typeof right === 'number'
      ? left - right
      : String(left).localeCompare(String(right));
  });
}
