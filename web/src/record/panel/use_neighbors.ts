// The records before and after one in the list somebody came from, however deep, also after a reload.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keys } from '../../api/query.ts';
import { countRecords } from '../../api/records.ts';
import type { Count, ObjectType } from '../../api/types.ts';
import { PAGE_SIZE, pageQuery } from '../use_pages.ts';
import { around, readWalk, trimmed, writeWalk } from './walk.ts';

export interface Step {
  id: string;
  /** Keeps the new place, before the record is shown. */
  take: () => void;
}

export interface Neighbors {
  previous: Step | null;
  next: Step | null;
  /** From one on. */
  position: number;
  total: Count | null;
  href: string;
}

const CLOSE = 6;

export function useNeighbors(object: ObjectType, id: string): Neighbors | null {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is written anew before another record is shown
  const walk = useMemo(() => readWalk(object.key), [object.key, id]);
  const page = Math.floor((walk?.index ?? 0) / PAGE_SIZE);
  const within = (walk?.index ?? 0) % PAGE_SIZE;
  const cursorOf = (wanted: number) => walk?.cursors[wanted - walk.first];
  const [here, before] = useQueries({
    queries: [page, page - 1].map((wanted) => {
      const cursor = cursorOf(wanted);
      return {
        // A page that is not asked for goes by a name of its own: without a cursor it would be the first one.
        ...pageQuery(object, walk?.params ?? {}, cursor === undefined ? `none ${wanted}` : cursor),
        enabled: cursor !== undefined && (wanted === page || within < CLOSE),
      };
    }),
  });
  const nextCursor = here?.data?.next ?? null;
  const after = useQuery({
    ...pageQuery(object, walk?.params ?? {}, nextCursor ?? 'none'),
    enabled: Boolean(walk && nextCursor) && within >= PAGE_SIZE - CLOSE,
  });
  const count = useQuery({
    queryKey: [...keys.lists(object.key), 'count', walk?.params.filter ?? null, walk?.params.q ?? null, 'capped'],
    queryFn: ({ signal }) => countRecords(object.plural, walk?.params ?? {}, 'capped', signal),
    enabled: Boolean(walk),
  });
  if (!walk || !here?.data) return null;
  const rows = [before?.data, here.data, after.data].flatMap((data, at) =>
    (data?.data ?? []).map((row, place) => ({ id: row.id, index: (page - 1 + at) * PAGE_SIZE + place })),
  );
  // Came here by another way: this list says nothing about the record.
  if (walk.id !== id && !rows.some((row) => row.id === id)) return null;
  const found = around(rows, id, walk.index);
  const step = (to: { id: string; index: number } | null): Step | null =>
    to && {
      id: to.id,
      take: () =>
        writeWalk(
          trimmed(
            {
              ...walk,
              cursors: nextCursor ? [...walk.cursors.slice(0, page - walk.first + 1), nextCursor] : walk.cursors,
              index: to.index,
              id: to.id,
            },
            PAGE_SIZE,
          ),
        ),
    };
  return {
    previous: step(found.previous),
    next: step(found.next),
    position: found.index + 1,
    total: count.data ?? null,
    href: walk.href,
  };
}
