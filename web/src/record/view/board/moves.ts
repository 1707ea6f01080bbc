// Moves a card to another column: at once on the screen, then on the server; what is refused goes back with its reason.
import { notifications } from '@mantine/notifications';
import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSetOf } from '../../../api/client.ts';
import { describeProblem } from '../../../api/describe.ts';
import { Problem } from '../../../api/problem.ts';
import { forgetAroundRow, keys, queryClient, showSaved } from '../../../api/query.ts';
import { changeRecord, type ListParams } from '../../../api/records.ts';
import type { Field, ObjectType, Page, RecordRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { t } from '../../../i18n/index.ts';
import { readSort, type SortStep } from '../../filter.ts';
import { narrowed } from '../../group.ts';
import { type BoardColumn, boardKey, type Counts } from './columns.ts';
import { placeIn } from './place.ts';

export type CardPages = InfiniteData<Page<RecordRow>, string | null>;

export const columnParams = (params: ListParams, column: BoardColumn): ListParams => ({
  ...params,
  filter: narrowed(params.filter, column.condition),
});

export const cardsKey = (object: ObjectType, params: ListParams): QueryKey => [...keys.cards(object.key), params];

export interface Asking {
  row: RecordRow;
  from: BoardColumn;
  to: BoardColumn;
  fields: Field[];
  problem: unknown;
  /** Where the card stood, so that it can go back there. */
  stood: Place | undefined;
}

type Place = { page: number; index: number };

/** Takes a card out of a column and tells where it stood. */
function takeOut(key: QueryKey, id: string): Place | undefined {
  let place: Place | undefined;
  queryClient.setQueryData<CardPages>(key, (old) => {
    if (!old) return old;
    const pages = old.pages.map((page, at) => {
      const index = page.data.findIndex((row) => row.id === id);
      if (index < 0) return page;
      place = { page: at, index };
      return { ...page, data: page.data.filter((row) => row.id !== id) };
    });
    return { ...old, pages };
  });
  return place;
}

function putIn(key: QueryKey, row: RecordRow, placeOf: (pages: CardPages['pages']) => Place | undefined): void {
  queryClient.setQueryData<CardPages>(key, (old) => {
    const place = old && placeOf(old.pages);
    const page = place && old.pages[place.page];
    if (!page) return old;
    const data = [...page.data.slice(0, place.index), row, ...page.data.slice(place.index)];
    return { ...old, pages: old.pages.map((one, at) => (at === place.page ? { ...one, data } : one)) };
  });
}

/** The sorted place; none where it lies behind what has come so far: there the card comes with its page. */
function sortedPlace(pages: CardPages['pages'], row: RecordRow, sort: SortStep[], fields: Field[]): Place | undefined {
  for (const [at, { data, next }] of pages.entries()) {
    const index = placeIn(data, row, sort, fields);
    if (index < data.length || (at === pages.length - 1 && !next)) return { page: at, index };
  }
  return undefined;
}

function count(object: ObjectType, by: string, id: string, step: number): void {
  queryClient.setQueriesData<Counts>(
    {
      queryKey: boardKey(object, 'counts'),
      predicate: ({ queryKey }) => (queryKey[4] as { by: { field: string }[] })?.by[0]?.field === by,
    },
    (old) =>
      old && {
        ...old,
        groups: old.groups.some((group) => group.id === id)
          ? old.groups.map((group) => (group.id === id ? { ...group, count: Math.max(0, group.count + step) } : group))
          : [...old.groups, { id, key: id, count: Math.max(0, step) }],
      },
  );
}

/** Fields that a refusal names and that can be asked for at once. */
export function askable(object: ObjectType, by: Field | undefined, error: unknown): Field[] | undefined {
  if (!(error instanceof Problem) || error.status !== 422 || !error.problems.length) return undefined;
  const names = [...new Set(error.problems.map(({ field }) => field.split(/[.[]/)[0]))];
  const fields = names.map((name) =>
    object.fields.find(
      (one) => one.key === name && one.key !== by?.key && one.access === 'write' && !one.read_only && !one.computed,
    ),
  );
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

export interface MoveOptions {
  object: ObjectType;
  params: ListParams;
  by: Field;
  /** Fields that must hold something when a record stands in the new column, as the layout of its object wants. */
  needed?: (row: RecordRow, values: Record<string, unknown>, to: BoardColumn) => Promise<Field[]>;
}

export function useMoves({ object, params, by, needed }: MoveOptions) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [landed, setLanded] = useState<string | null>(null);
  const keyOf = (column: BoardColumn) => cardsKey(object, columnParams(params, column));

  const sort = readSort(params.sort);
  const shift = (row: RecordRow, from: BoardColumn, to: BoardColumn, place?: Place): Place | undefined => {
    const stood = takeOut(keyOf(from), row.id);
    putIn(keyOf(to), row, (pages) => place ?? sortedPlace(pages, row, sort, object.fields));
    setLanded(row.id);
    count(object, by.key, from.id, -1);
    count(object, by.key, to.id, 1);
    return stood;
  };

  const move = async (row: RecordRow, from: BoardColumn, to: BoardColumn, more: Record<string, unknown> = {}) => {
    const values = { ...more, [by.key]: to.value };
    await queryClient.cancelQueries({ queryKey: keys.cards(object.key) });
    const isAgain = asking !== null;
    const stood = isAgain ? asking.stood : shift({ ...row, [by.key]: to.value }, from, to);
    const back = () => {
      shift(row, to, from, stood);
      setAsking(null);
    };
    try {
      const fields = isAgain ? [] : ((await needed?.(row, values, to)) ?? []);
      if (fields.length) {
        setAsking({ row, from, to, fields, problem: null, stood });
        return;
      }
      const saved = await changeRecord(object.plural, row.id, row.version, values);
      setAsking(null);
      showSaved(object.key, saved);
      const title = saved.title || t('record.untitled');
      showDone(t('board.moved', { title, column: to.label }), changeSetOf(saved), { quiet: true });
      forgetAroundRow(object.key);
      // What the change set besides may be what the column is sorted by.
      void queryClient.invalidateQueries({ queryKey: keyOf(to), exact: true });
      void queryClient.invalidateQueries({ queryKey: keys.record(object.key, row.id) });
    } catch (error) {
      const fields = askable(object, by, error);
      if (fields) {
        setAsking({ row, from, to, fields: unite(asking?.fields ?? [], fields), problem: error, stood });
        return;
      }
      back();
      notifications.show({
        color: 'red',
        title: t('board.not_moved', { title: row.title || t('record.untitled') }),
        message: describeProblem(error),
        autoClose: 12_000,
      });
      // Somebody else may have moved it meanwhile: what is true now is shown.
      void queryClient.invalidateQueries({ queryKey: keys.lists(object.key) });
    }
  };

  return {
    asking,
    /** The card that was moved last: its column brings it into sight. */
    landed,
    move: (row: RecordRow, from: BoardColumn, to: BoardColumn) => void move(row, from, to),
    answer: (values: Record<string, unknown>) =>
      asking ? move(asking.row, asking.from, asking.to, values) : undefined,
    giveUp: () => {
      if (!asking) return;
      shift(asking.row, asking.to, asking.from, asking.stood);
      setAsking(null);
    },
  };
}

const unite = (old: Field[], more: Field[]) => [
  ...old,
  ...more.filter((field) => !old.some(({ key }) => key === field.key)),
];
