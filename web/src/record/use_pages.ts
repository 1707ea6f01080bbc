// The rows of a long list, page by page: only pages in sight are held, so that a million rows cost no more than a screenful.
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys, queryClient } from '../api/query.ts';
import { type ListParams, listRecords } from '../api/records.ts';
import type { ObjectType, Page, RecordRow } from '../api/types.ts';

export const PAGE_SIZE = 100;
const PLACEHOLDERS = 12;
// How many rows behind those in sight are read: few when a list is opened, more for whoever scrolls on.
const AHEAD_AT_REST = PAGE_SIZE * 0.6;
const AHEAD_ON_THE_WAY = PAGE_SIZE * 2.5;

export interface Pages {
  rowCount: number;
  rowAt: (index: number) => RecordRow | undefined;
  /** Those of the pages known so far, from the first on. */
  cursors: readonly (string | null)[];
  error: unknown;
  isEmpty: boolean;
  /** The first page of these parameters is still on its way; rows shown meanwhile are those of before. */
  isChanging: boolean;
  retry: () => void;
  /** The rows that are here now. */
  held: () => RecordRow[];
  /** All rows from one to another, those that are not here asked for. */
  load: (from: number, to: number) => Promise<RecordRow[]>;
}

/** One page of a list, kept under the same name by all who ask for it. */
export const pageQuery = (object: ObjectType, params: ListParams, cursor: string | null) => ({
  queryKey: [...keys.pages(object.key), params, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    listRecords(object.plural, { ...params, limit: PAGE_SIZE, cursor }, signal),
  gcTime: 60_000,
});

export function usePages(object: ObjectType, params: ListParams, firstRow: number, lastRow: number): Pages {
  const signature = JSON.stringify([object.key, params]);
  // A keyset cursor leads only to the next page; the way walked so far is remembered.
  const [walk, setWalk] = useState<{ signature: string; cursors: (string | null)[] }>({ signature, cursors: [null] });
  const cursors = walk.signature === signature ? walk.cursors : [null];

  const from = Math.min(Math.floor(firstRow / PAGE_SIZE), cursors.length - 1);
  const ahead = firstRow > 0 ? AHEAD_ON_THE_WAY : AHEAD_AT_REST;
  const to = Math.min(Math.floor((lastRow + ahead) / PAGE_SIZE), cursors.length - 1);
  const wanted: number[] = [];
  for (let page = Math.max(0, from); page <= to; page++) wanted.push(page);

  const queryOf = (page: number) => pageQuery(object, params, cursors[page] ?? null);
  const results = useQueries({ queries: wanted.map(queryOf) });

  const pages = new Map<number, Page<RecordRow>>();
  wanted.forEach((page, index) => {
    const data = results[index]?.data;
    if (data) pages.set(page, data);
  });

  // Learned cursors extend the walk; a page that now ends elsewhere makes what was behind it unknown again.
  const learned = wanted.map((page) => [page, pages.get(page)?.next] as const);
  const learnedKey = JSON.stringify(learned);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature of what was learned stands for it
  useEffect(() => {
    setWalk((old) => {
      let next = old.signature === signature ? old.cursors : [null as string | null];
      for (const [page, cursor] of learned) {
        if (cursor === undefined) continue;
        if (cursor === null) {
          if (next.length > page + 1) next = next.slice(0, page + 1);
        } else if (next[page + 1] !== cursor) {
          next = [...next.slice(0, page + 1), cursor];
        }
      }
      return next === old.cursors && old.signature === signature ? old : { signature, cursors: next };
    });
  }, [learnedKey, signature]);

  const first = pages.get(0);
  const shown = useRef<{ object: string; rows: RecordRow[] }>({ object: object.key, rows: [] });
  if (first) shown.current = { object: object.key, rows: first.data };
  const isChanging = wanted[0] === 0 && !first && (results[0]?.isPending ?? false);
  const before = isChanging && shown.current.object === object.key ? shown.current.rows : [];

  const lastPage = cursors.length - 1;
  const lastLength = pages.get(lastPage)?.data.length;
  const known = lastPage * PAGE_SIZE + (lastLength ?? PLACEHOLDERS);
  const error = results.find((result) => result.isError)?.error;

  return {
    rowCount: isChanging && before.length ? before.length : known,
    rowAt: (index) =>
      before.length ? before[index] : pages.get(Math.floor(index / PAGE_SIZE))?.data[index % PAGE_SIZE],
    cursors,
    error,
    isEmpty: first?.data.length === 0 && lastPage === 0,
    isChanging: isChanging && before.length > 0,
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
    held: () => (before.length ? before : wanted.flatMap((page) => pages.get(page)?.data ?? [])),
    load: async (from, to) => {
      const rows: RecordRow[] = [];
      for (let page = Math.floor(from / PAGE_SIZE); page <= Math.floor(to / PAGE_SIZE); page++) {
        const found = pages.get(page) ?? (await queryClient.ensureQueryData<Page<RecordRow>>(queryOf(page)));
        const start = page * PAGE_SIZE;
        rows.push(...found.data.slice(Math.max(0, from - start), to - start + 1));
      }
      return rows;
    },
  };
}
