// Choosing rows of a table: one by one, from the last one to this one with Shift, or those that are there.
import { useRef } from 'react';
import type { RecordRow } from '../../api/types.ts';
import type { Pages } from '../use_pages.ts';
import type { Selection } from './use_selection.ts';

export interface RowChoice {
  choose: (index: number, extend: boolean) => void;
  /** What the box in the head shows, and what it does. */
  head: { checked: boolean; some: boolean; toggle: () => void };
}

export function useRowChoice(selection: Selection | undefined, pages: Pages): RowChoice | undefined {
  const last = useRef<number | null>(null);
  if (!selection) return undefined;
  const held = pages.held();
  const chosen = held.filter((row) => selection.has(row.id)).length;
  const checked = held.length > 0 && chosen === held.length;
  return {
    choose: (index, extend) => {
      const row = pages.rowAt(index);
      if (!row) return;
      const on = !selection.has(row.id);
      const from = last.current;
      last.current = index;
      if (!extend || from === null) {
        selection.choose([row], on);
        return;
      }
      // Rows between may be out of sight, and no longer here: they are asked for, and none is silently left out.
      void pages
        .load(Math.min(from, index), Math.max(from, index))
        .then((rows: RecordRow[]) => selection.choose(rows, on));
    },
    head: {
      checked,
      some: !checked && !selection.isEmpty,
      toggle: () => {
        if (checked || selection.all) selection.clear();
        else selection.choose(held, true);
      },
    },
  };
}
