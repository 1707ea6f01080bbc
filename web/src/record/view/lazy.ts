// The kinds of view that load when they are first needed; the table is there from the start.
import { lazyReady } from '../../ui/lazy_ready.ts';
import type { ViewKind } from './state.ts';

const [board, fetchBoard] = lazyReady(() => import('./board/Board.tsx'));
const [calendar, fetchCalendar] = lazyReady(() => import('./calendar/Calendar.tsx'));
const [timeline, fetchTimeline] = lazyReady(() => import('./timeline/TimelineList.tsx'));
const [chart, fetchChart] = lazyReady(() => import('./chart/Chart.tsx'));

export const LAZY = { board, calendar, timeline, chart };

const FETCH = { board: fetchBoard, calendar: fetchCalendar, timeline: fetchTimeline, chart: fetchChart };

/** Fetches the code of a view that is about to be asked for. */
export function preload(kind: ViewKind): void {
  if (kind !== 'table') FETCH[kind]();
}
