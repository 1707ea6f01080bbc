// The numbers of a chart: groups as the server counts them, brought into rows and series; what is too small for a bar of its own is put together.
import type { Answer } from '../../../api/generated.ts';
import { asMoney, asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { isTime, labelOfGroup } from '../../group.ts';
import { addMonths } from '../calendar/days.ts';
import type { Axis, Measure } from './measure.ts';
import type { OwnOrder } from './own_order.ts';

export interface Row {
  label: string;
  key: unknown;
  /** Several groups put together have no key of their own. */
  isRest: boolean;
  values: Record<string, number>;
  total: number;
}

export interface Chart {
  rows: Row[];
  series: { name: string; key: unknown; isRest: boolean }[];
  currencies: string[];
  currency: string | undefined;
}

const MOST_ROWS = 24;
const MOST_SERIES = 8;

const idOf = (key: unknown) =>
  typeof key === 'object' && key !== null && 'id' in key ? asText(key.id) : JSON.stringify(key ?? null);

function numberOf(value: unknown): number {
  const money = asMoney(value);
  const told = Number(money ? money.amount : (value ?? 0));
  return Number.isFinite(told) ? told : 0;
}

interface Group {
  keys: unknown[];
  value: number;
}

/** The fullest stay by themselves, the others become one; an average of averages would be none, so then they are left out. */
function fullest(totals: Map<string, { key: unknown; total: number }>, most: number) {
  const sorted = [...totals.entries()].sort(([, a], [, b]) => b.total - a.total);
  return new Set(sorted.slice(0, sorted.length > most ? most - 1 : most).map(([id]) => id));
}

export function chartOf(
  groups: Answer<'Groups'>['groups'],
  axes: Axis[],
  measure: Measure,
  wanted: string | undefined,
  orders: readonly (OwnOrder | undefined)[] = [],
): Chart {
  const units = (group: (typeof groups)[number]) => asMoney(group.values[0])?.currency || group.currency;
  const counted = new Map<string, number>();
  for (const group of groups) {
    const unit = units(group);
    if (unit) counted.set(unit, (counted.get(unit) ?? 0) + 1);
  }
  const currencies = [...counted.entries()].sort((a, b) => b[1] - a[1]).map(([unit]) => unit);
  const isMoney = measure.field?.kind === 'money';
  const currency = isMoney ? (currencies.find((unit) => unit === wanted) ?? currencies[0]) : undefined;
  const told: Group[] = groups
    .filter((group) => !currency || units(group) === currency)
    .map(({ key, values }) => ({ keys: key, value: numberOf(values[0]) }));

  const [first, second] = axes;
  if (!first) return { rows: [], series: [], currencies, currency };
  const totals = (at: number) => {
    const found = new Map<string, { key: unknown; total: number }>();
    for (const { keys, value } of told) {
      const id = idOf(keys[at]);
      found.set(id, { key: keys[at], total: (found.get(id)?.total ?? 0) + value });
    }
    return found;
  };
  const byRow = totals(0);
  const bySeries = second ? totals(1) : undefined;
  const keptRows = isTime(first.field) ? new Set(byRow.keys()) : fullest(byRow, MOST_ROWS);
  const keptSeries = bySeries && fullest(bySeries, MOST_SERIES);
  const rest = t('chart.rest');
  const rowName = namesOf(
    first,
    [...byRow.values()].map(({ key }) => key),
    orders[0],
  );
  const seriesName =
    second &&
    namesOf(
      second,
      [...(bySeries?.values() ?? [])].map(({ key }) => key),
      orders[1],
    );
  const only = measureName(measure);

  const rows = new Map<string, Row>();
  const series = new Map<string, Chart['series'][number]>();
  for (const { keys, value } of told) {
    const rowId = idOf(keys[0]);
    const isRest = !keptRows.has(rowId);
    const isRestSeries = Boolean(keptSeries && !keptSeries.has(idOf(keys[1])));
    if (measure.kind === 'avg' && (isRest || isRestSeries)) continue;
    const name = !second ? only : isRestSeries ? rest : (seriesName?.(keys[1]) ?? '');
    series.set(name, series.get(name) ?? { name, key: second ? keys[1] : undefined, isRest: isRestSeries });
    const id = isRest ? rest : rowId;
    const row = rows.get(id) ?? {
      label: isRest ? rest : rowName(keys[0]),
      key: keys[0],
      isRest,
      values: {},
      total: 0,
    };
    row.values[name] = (row.values[name] ?? 0) + value;
    row.total += value;
    rows.set(id, row);
  }
  const names = [...series.keys()];
  const ordered = inOrder([...rows.values()], first, orders[0]);
  return {
    rows: first.bucket && measure.kind !== 'avg' ? withoutGaps(ordered, first, names) : ordered,
    series: second ? seriesInOrder([...series.values()], second, orders[1]) : [...series.values()],
    currencies,
    currency,
  };
}

const MONTHS = { month: 1, quarter: 3, year: 12 };
const MOST_SPANS = 240;

/** A span in which nothing happened is a zero, not a gap that a line leaps over. */
function withoutGaps(rows: Row[], { field, bucket = 'month' }: Axis, names: string[]): Row[] {
  const known = new Map(rows.filter(({ key }) => key).map((row) => [asText(row.key).slice(0, 10), row]));
  const days = [...known.keys()].sort();
  const last = days.at(-1);
  const zeros = Object.fromEntries(names.map((name) => [name, 0]));
  const full: Row[] = [];
  for (
    let day = days[0];
    day && last && day <= last && full.length < MOST_SPANS;
    day = addMonths(day, MONTHS[bucket])
  ) {
    const row = known.get(day) ?? {
      label: labelOfGroup(field, day, bucket),
      key: day,
      isRest: false,
      values: {},
      total: 0,
    };
    full.push({ ...row, values: { ...zeros, ...row.values } });
  }
  return [...full, ...rows.filter(({ key }) => !key)];
}

/** What is called the same in two pipelines is told apart by the pipeline. */
function namesOf({ field, bucket }: Axis, all: readonly unknown[], order: OwnOrder | undefined) {
  const count = new Map<string, number>();
  const plain = (key: unknown) => labelOfGroup(field, key, bucket);
  for (const key of all) count.set(plain(key), (count.get(plain(key)) ?? 0) + 1);
  return (key: unknown): string => {
    const name = plain(key);
    const within = (count.get(name) ?? 0) > 1 ? order?.within(key) : undefined;
    return within ? `${name} · ${within}` : name;
  };
}

const rankOf = ({ key, isRest }: { key: unknown; isRest: boolean }) => (isRest ? 2 : key === null ? 1 : 0);

/** Time runs on; what has an order of its own stands in it; the rest by size. */
function inOrder(rows: Row[], { field }: Axis, order: OwnOrder | undefined): Row[] {
  if (isTime(field)) return rows.sort((a, b) => asText(a.key).localeCompare(asText(b.key)));
  const own = (a: Row, b: Row) => (order ? order.placeOf(a.key) - order.placeOf(b.key) : 0);
  return rows.sort((a, b) => rankOf(a) - rankOf(b) || own(a, b) || b.total - a.total);
}

/** The parts of a bar stand as bars would; without an order of their own as they were told. */
function seriesInOrder(series: Chart['series'], { field }: Axis, order: OwnOrder | undefined): Chart['series'] {
  const own = (a: { key: unknown }, b: { key: unknown }) => {
    if (isTime(field)) return asText(a.key).localeCompare(asText(b.key));
    return order ? order.placeOf(a.key) - order.placeOf(b.key) : 0;
  };
  return series.sort((a, b) => rankOf(a) - rankOf(b) || own(a, b));
}

export const measureName = ({ kind, field }: Measure): string =>
  field ? t(`chart.measure.${kind}`, { field: field.label.toLowerCase() }) : t('chart.count');
