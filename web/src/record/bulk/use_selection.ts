// Which records of a list are chosen: some by hand, or all that match with some left out. Any view of the list can use it.
import { useEffect, useMemo, useState } from 'react';
import type { ListParams } from '../../api/records.ts';
import type { Filter, ObjectType, RecordRow } from '../../api/types.ts';

export interface Selection {
  /** All that match are chosen, but for those left out. */
  all: boolean;
  /** Chosen by hand, in the sequence in which they were chosen; with `all`, those left out. */
  rows: ReadonlyMap<string, RecordRow>;
  isEmpty: boolean;
  has: (id: string) => boolean;
  choose: (rows: readonly RecordRow[], on: boolean) => void;
  toggle: (row: RecordRow) => void;
  chooseAll: () => void;
  clear: () => void;
}

/** The records as the server is asked for them. */
export type Target = { ids: string[] } | { filter: Filter | null; q: string | null };

interface State {
  of: string;
  all: boolean;
  rows: ReadonlyMap<string, RecordRow>;
}

const NONE: ReadonlyMap<string, RecordRow> = new Map();

export function useSelection(object: ObjectType, params: Pick<ListParams, 'filter' | 'q'>): Selection {
  // Another filter makes another list: what was chosen in the old one is out of sight, and out of the selection.
  const of = JSON.stringify([object.key, params.filter ?? null, params.q ?? null]);
  const [state, setState] = useState<State>({ of, all: false, rows: NONE });
  const isOwn = state.of === of;
  useEffect(() => {
    if (!isOwn) setState({ of, all: false, rows: NONE });
  }, [isOwn, of]);
  const all = isOwn && state.all;
  const rows = isOwn ? state.rows : NONE;
  return useMemo(() => {
    const choose = (given: readonly RecordRow[], on: boolean) =>
      setState((old) => {
        const next = new Map(old.of === of ? old.rows : NONE);
        // With all chosen, the rows kept are those left out.
        for (const row of given) {
          if (on !== (old.of === of && old.all)) next.set(row.id, row);
          else next.delete(row.id);
        }
        return { of, all: old.of === of && old.all, rows: next };
      });
    const has = (id: string) => all !== rows.has(id);
    return {
      all,
      rows,
      isEmpty: !all && rows.size === 0,
      has,
      choose,
      toggle: (row) => choose([row], !has(row.id)),
      chooseAll: () => setState({ of, all: true, rows: NONE }),
      clear: () => setState({ of, all: false, rows: NONE }),
    };
  }, [of, all, rows]);
}

export function targetOf(selection: Selection, params: Pick<ListParams, 'filter' | 'q'>): Target {
  if (!selection.all) return { ids: [...selection.rows.keys()] };
  return { filter: without(params.filter ?? null, [...selection.rows.keys()]), q: params.q ?? null };
}

/** The filter that the chosen records, and no others, match. */
export function filterOf(selection: Selection, params: Pick<ListParams, 'filter' | 'q'>): Filter | null {
  const ids = [...selection.rows.keys()];
  return selection.all ? without(params.filter ?? null, ids) : oneOf(ids);
}

function without(filter: Filter | null, ids: string[]): Filter | null {
  if (!ids.length) return filter;
  const rest: Filter = { not: oneOf(ids) };
  return filter ? { and: [filter, rest] } : rest;
}

// As many values as fit into one condition.
const MOST_VALUES = 1000;

function oneOf(ids: string[]): Filter {
  const parts: Filter[] = [];
  for (let start = 0; start < ids.length; start += MOST_VALUES)
    parts.push({ field: 'id', op: 'in', value: ids.slice(start, start + MOST_VALUES) });
  const [only] = parts;
  return parts.length === 1 && only ? only : { or: parts };
}
