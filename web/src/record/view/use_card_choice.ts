// Choosing cards of a board or entries of a timeline: one by one, or from the last one to this one with Shift.
import { type MouseEvent, useCallback, useRef } from 'react';
import type { RecordRow } from '../../api/types.ts';
import type { Selection } from '../bulk/use_selection.ts';

export function useCardChoice(selection: Selection, rows: readonly RecordRow[]) {
  const last = useRef<number | null>(null);
  // What a card is given stays the same while one scrolls, so that it is not drawn anew.
  const now = useRef({ selection, rows });
  now.current = { selection, rows };
  const one = useCallback((index: number, extend: boolean) => {
    const { selection: chosen, rows: all } = now.current;
    const row = all[index];
    if (!row) return;
    const from = extend && last.current !== null ? last.current : index;
    last.current = index;
    chosen.choose(all.slice(Math.min(from, index), Math.max(from, index) + 1), !chosen.has(row.id));
  }, []);
  return {
    one,
    /** While others are chosen a press anywhere on a card chooses it too. */
    onClick: (event: MouseEvent<HTMLElement>) => {
      const target = event.target as HTMLElement;
      const card = target.closest<HTMLElement>('[data-record]');
      if (card && !target.closest('a, button, input')) one(Number(card.dataset.at), event.shiftKey);
    },
  };
}
