// The kinds of view that load when they are first needed; the table is there from the start.
import { lazy } from 'react';
import type { ViewKind } from './state.ts';

const LOADERS = {
  board: () => import('./board/Board.tsx'),
};

export const LAZY = {
  board: lazy(LOADERS.board),
};

/** Fetches the code of a view that is about to be asked for. */
export function preload(kind: ViewKind): void {
  // A failure shows when the view is opened.
  if (kind !== 'table') void LOADERS[kind]?.().catch(() => {});
}
