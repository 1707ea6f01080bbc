// The kinds of view that load when they are first needed; the table is there from the start.
import { lazy } from 'react';
import type { ViewKind } from './state.ts';

const LOADERS = {
  board: () => import('./board/Board.tsx'),
  calendar: () => import('./calendar/Calendar.tsx'),
  timeline: () => import('./timeline/TimelineList.tsx'),
  chart: () => import('./chart/Chart.tsx'),
};

export const LAZY = {
  board: lazy(LOADERS.board),
  calendar: lazy(LOADERS.calendar),
  timeline: lazy(LOADERS.timeline),
  chart: lazy(LOADERS.chart),
};

/** Fetches the code of a view that is about to be asked for. */
export function preload(kind: ViewKind): void {
  // A failure shows when the view is opened.
  if (kind !== 'table') void LOADERS[kind]().catch(() => {});
}
