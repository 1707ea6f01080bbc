// What a list does for the panel and for next and previous: remembers the place one leaves from, and goes along with the panel.
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ListParams } from '../../api/records.ts';
import type { RecordRow } from '../../api/types.ts';
import { usePeek, usePeeked } from '../../field/link/peek.ts';
import { PAGE_SIZE } from '../use_pages.ts';
import { readWalk, sameList, trimmed, writeWalk } from './walk.ts';

/** Remembers the place in a list from which a record is opened. `cursors` are those of its pages, from the first on. */
export function useRemember(object: string, params: ListParams, cursors: readonly (string | null)[]) {
  const router = useRouter();
  return (index: number, id: string) =>
    writeWalk(
      trimmed(
        { object, params, first: 0, cursors: [...cursors], index, id, href: router.state.location.href },
        PAGE_SIZE,
      ),
    );
}

interface Follow {
  object: string;
  params: ListParams;
  /** The row that has the list's focus. */
  row: number;
  rowAt: (index: number) => RecordRow | undefined;
  remember: (index: number, id: string) => void;
  /** Moves the list's focus there and brings it into sight, without taking it from elsewhere. */
  select: (row: number) => void;
}

/** The panel shows the row one moves to, and the list's focus moves to the record the panel steps to. */
export function usePanelFollow({ object, params, row, rowAt, remember, select }: Follow): void {
  const peeked = usePeeked();
  const peek = usePeek();
  const peekedId = peeked?.object === object ? peeked.id : null;
  const rowId = rowAt(row)?.id;
  const last = useRef(row);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the focus is followed, once its row is known
  useEffect(() => {
    if (last.current === row || !rowId) return;
    last.current = row;
    if (!peekedId || rowId === peekedId) return;
    remember(row, rowId);
    peek.open(object, rowId);
  }, [row, rowId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a step of the panel is followed
  useEffect(() => {
    if (!peekedId || rowId === peekedId) return;
    const walk = readWalk(object);
    if (walk?.id !== peekedId || !sameList(walk.params, params)) return;
    last.current = walk.index;
    select(walk.index);
  }, [peekedId]);
}
