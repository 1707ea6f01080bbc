// The states of an import and what each means for the wizard.
import type { ImportState } from '../../api/imports.ts';

export const STATE_COLOR: Record<ImportState, string> = {
  uploaded: 'gray',
  ready: 'gray',
  dry_running: 'spruce',
  dry_run_done: 'spruce',
  running: 'spruce',
  paused: 'clay',
  done: 'spruce',
  failed: 'red',
  undoing: 'clay',
  undone: 'gray',
};

const MOVING = new Set<ImportState>(['dry_running', 'running', 'undoing']);
/** Something happens on the server; the page asks how far it is. */
export const isMoving = (state: ImportState) => MOVING.has(state);

const WRITTEN = new Set<ImportState>(['running', 'paused', 'done', 'undoing', 'undone']);
/** Records were written: the mapping is history now and not edited any more. */
export const isWritten = (state: ImportState) => WRITTEN.has(state);
