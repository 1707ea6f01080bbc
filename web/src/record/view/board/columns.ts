// The columns of a board and what stands in their heads: one for each value, in the order of the dictionary or of the records.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { post } from '../../../api/client.ts';
import type { Answer } from '../../../api/generated.ts';
import { keys } from '../../../api/query.ts';
import { type ListParams, listRecords } from '../../../api/records.ts';
import type { Field, Filter, ObjectType, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { asMoney, asText } from '../../../field/shared/values.ts';
import { formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { conditionOf } from '../../group.ts';
import { type BoardScope, boardFilter, isPlaced } from '../fields.ts';

export interface BoardColumn {
  id: string;
  /** What the field of a card becomes that lands here. */
  value: unknown;
  label: string;
  color?: string | null;
  /** A column in which things come to their end, and which. */
  ending?: 'won' | 'lost';
  /** After how many days here a card has waited too long. */
  ageLimit?: number;
  condition: Filter;
}

export interface Amounts {
  sum: string;
  full: string;
  weighted?: string;
}

export interface Counts {
  groups: { id: string; key: unknown; count: number }[];
  truncated: boolean;
}

export const NONE = 'none';
export const MOST_COLUMNS = 40;
const MOST_PLACED = 100;

const idOf = (key: unknown): string => {
  if (key === null || key === undefined || key === '') return NONE;
  return typeof key === 'object' && 'id' in key ? asText(key.id) : String(key);
};

const ask = (object: ObjectType, body: Record<string, unknown>, signal: AbortSignal) =>
  post<Answer<'Groups'>>(`/${object.plural}/groups`, body, { signal });

export const boardKey = (object: ObjectType, part: 'counts' | 'sums') =>
  [...keys.lists(object.key), 'board', part] as const;

export function useBoard(
  object: ObjectType,
  params: ListParams,
  by: Field,
  scope: BoardScope | undefined,
  scopeId: string | undefined,
  amount: Field | undefined,
) {
  const dictionary = useDictionary();
  const target = by.kind === 'link' ? dictionary.byKey.get(by.to ?? '') : undefined;
  const placed = Boolean(target && target.can.read !== 'none' && isPlaced(dictionary, by));
  const filter = useMemo(() => boardFilter(params.filter, scope, scopeId), [params.filter, scope, scopeId]);
  const isReady = !scope || Boolean(scopeId);

  const records = useQuery({
    queryKey: [...keys.lists(target?.key ?? ''), 'columns', scope?.within, scopeId],
    enabled: placed && isReady,
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      listRecords(
        target?.plural ?? '',
        {
          sort: 'position',
          limit: MOST_PLACED,
          filter: scope ? { field: scope.within, op: 'is', value: scopeId } : null,
        },
        signal,
      ),
  });
  const asked = { filter, q: params.q ?? null, by: [{ field: by.key }] };
  const counts = useQuery<Counts>({
    queryKey: [...boardKey(object, 'counts'), asked],
    enabled: isReady,
    placeholderData: (previous) => previous,
    queryFn: async ({ signal }) => {
      const measures = [{ measure: 'count' }];
      const { groups, truncated } = await ask(object, { ...asked, measures, sort: '-count', limit: 200 }, signal);
      return {
        groups: groups.map(({ key: [key], values: [count] }) => ({ id: idOf(key), key, count: Number(count) })),
        truncated,
      };
    },
  });
  const weighing = object.fields.find((field) => field.key === 'probability' && field.groupable);
  const sums = useQuery<Map<string, Amounts>>({
    queryKey: [...boardKey(object, 'sums'), asked, amount?.key, weighing?.key],
    enabled: isReady && counts.isSuccess && Boolean(amount),
    staleTime: 60_000,
    placeholderData: (previous) => previous,
    queryFn: async ({ signal }) => {
      const { groups } = await ask(
        object,
        {
          ...asked,
          by: [...asked.by, ...(weighing ? [{ field: weighing.key }] : [])],
          measures: [{ measure: 'sum', field: amount?.key }],
          limit: 1000,
        },
        signal,
      );
      return amountsOf(groups, Boolean(weighing));
    },
  });

  const all: BoardColumn[] = placed
    ? (records.data?.data ?? []).map((row) => placedColumn(by, row))
    : by.kind === 'link'
      ? (counts.data?.groups ?? []).filter(({ id }) => id !== NONE).map(({ id, key }) => linkColumn(by, id, key))
      : plainColumns(by);
  const known = new Map((counts.data?.groups ?? []).map(({ id, count }) => [id, count]));
  const columns = all.slice(0, MOST_COLUMNS);
  if (known.get(NONE)) {
    columns.unshift({
      id: NONE,
      value: null,
      label: t('group.none', { field: by.label.toLowerCase() }),
      color: 'gray',
      condition: { field: by.key, op: 'is_empty' },
    });
  }
  return {
    columns,
    filter,
    counts: known,
    total: [...known.values()].reduce((sum, count) => sum + count, 0),
    sums: sums.data,
    isPending: !isReady || counts.isPending || (placed && records.isPending),
    error: counts.error ?? records.error,
    retry: () => {
      void counts.refetch();
      void records.refetch();
    },
    isCut: all.length > MOST_COLUMNS || Boolean(counts.data?.truncated && !placed),
  };
}

function placedColumn(by: Field, row: RecordRow): BoardColumn {
  const kind = asText(row.kind);
  const limit = Number(row.age_limit);
  return {
    id: row.id,
    value: { id: row.id, object: by.to, title: row.title },
    label: row.title,
    color: asText(row.color) || null,
    ...(kind === 'won' || kind === 'lost' ? { ending: kind } : {}),
    ...(limit > 0 ? { ageLimit: limit } : {}),
    condition: { field: by.key, op: 'is', value: row.id },
  };
}

const linkColumn = (by: Field, id: string, key: unknown): BoardColumn => ({
  id,
  value: { id, object: by.to, title: asText(key) },
  label: asText(key) || t('record.untitled'),
  condition: conditionOf(by, key),
});

function plainColumns(by: Field): BoardColumn[] {
  if (by.kind === 'boolean')
    return [false, true].map((value) => ({
      id: String(value),
      value,
      label: value ? t('value.yes') : t('value.no'),
      condition: conditionOf(by, value),
    }));
  return (by.choices ?? []).map(({ key, label, color }) => ({
    id: key,
    value: key,
    label,
    color: color ?? null,
    condition: conditionOf(by, key),
  }));
}

/** What a column comes to: all of it, and what of it is likely to come true. Each currency stays by itself. */
function amountsOf(groups: Answer<'Groups'>['groups'], isWeighed: boolean): Map<string, Amounts> {
  const found = new Map<string, Map<string, { sum: number; weighted: number }>>();
  for (const { key, values, currency } of groups) {
    const money = asMoney(values[0]);
    const unit = money?.currency || currency;
    if (!money || !unit) continue;
    const id = idOf(key[0]);
    const units = found.get(id) ?? new Map<string, { sum: number; weighted: number }>();
    const before = units.get(unit) ?? { sum: 0, weighted: 0 };
    const value = Number(money.amount);
    units.set(unit, { sum: before.sum + value, weighted: before.weighted + (value * Number(key[1] ?? 0)) / 100 });
    found.set(id, units);
  }
  const text = (units: Map<string, { sum: number; weighted: number }>, of: 'sum' | 'weighted', short: boolean) =>
    [...units].map(([unit, told]) => formatMoney(told[of], unit, short)).join(' + ');
  return new Map(
    [...found].map(([id, units]) => [
      id,
      {
        sum: text(units, 'sum', true),
        full: text(units, 'sum', false),
        ...(isWeighed ? { weighted: text(units, 'weighted', true) } : {}),
      },
    ]),
  );
}
