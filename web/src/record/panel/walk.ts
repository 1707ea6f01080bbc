// The list somebody came from and the place in it, so that a record's page can lead to the next one; it outlives a reload.
import { keptAs } from '../../api/place.ts';
import type { ListParams } from '../../api/records.ts';

export interface Walk {
  object: string;
  params: ListParams;
  /** The cursors of its pages, the first of them for page `first`. */
  first: number;
  cursors: (string | null)[];
  index: number;
  id: string;
  /** The address of the list. */
  href: string;
}

// As far back as one can step; a cursor is some hundred bytes.
const MOST_CURSORS = 400;
const keyOf = (object: string) => keptAs(`kith-walk-${object}`);

/** Keeps the cursors up to one page behind the place. */
export function trimmed(walk: Walk, pageSize: number): Walk {
  const page = Math.floor(walk.index / pageSize);
  const last = Math.min(walk.cursors.length, page - walk.first + 2);
  const from = Math.max(0, last - MOST_CURSORS);
  return { ...walk, first: walk.first + from, cursors: walk.cursors.slice(from, last) };
}

/** Remembers the list and the place in it from which a record is opened. */
export function writeWalk(walk: Walk): void {
  try {
    sessionStorage.setItem(keyOf(walk.object), JSON.stringify(walk));
  } catch {
    // A full store costs the way to the next record, nothing else.
  }
}

export function readWalk(object: string): Walk | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(object)) ?? 'null') as Walk | null;
  } catch {
    return null;
  }
}

export function sameList(one: ListParams, other: ListParams): boolean {
  const said = ({ filter, q, sort }: ListParams) => JSON.stringify([filter ?? null, q ?? null, sort ?? null]);
  return said(one) === said(other);
}

interface Placed {
  id: string;
  index: number;
}

/**
 * The records around one in a stretch of the list. One that has left the list since (it no longer suits the filter) is
 * taken to have stood where it was: what stands there now comes next.
 */
export function around(
  rows: readonly Placed[],
  id: string,
  index: number,
): { previous: Placed | null; next: Placed | null; index: number } {
  const found = rows.find((row) => row.id === id);
  const place = found?.index ?? index;
  const at = (wanted: number) => rows.find((row) => row.index === wanted) ?? null;
  return { previous: at(place - 1), next: at(found ? place + 1 : place), index: place };
}
