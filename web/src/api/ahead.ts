// Reads a record that is about to be opened: somebody rests on its link, or presses it. The page then finds it here.
import { listLayouts } from './layouts.ts';
import { keys, queryClient } from './query.ts';
import { findRecord, listLinked } from './records.ts';

// Whoever crosses a list with the pointer opens nothing: only a rest of this long is meant.
const REST = 70;

let resting: ReturnType<typeof setTimeout> | undefined;

/** How its page is laid out, asked under one name by all who draw a record. */
export const layoutsQuery = {
  queryKey: keys.layouts,
  queryFn: ({ signal }: { signal: AbortSignal }) => listLayouts(signal),
  staleTime: 5 * 60_000,
};

/** Reads it now, unless it was read just before. */
export function readAhead(object: string, plural: string, id: string): void {
  void queryClient.prefetchQuery({
    queryKey: keys.record(object, id),
    queryFn: ({ signal }) => findRecord(plural, id, signal),
  });
  void queryClient.prefetchQuery({
    queryKey: keys.linked(object, id),
    queryFn: ({ signal }) => listLinked(plural, id, signal),
  });
  void queryClient.prefetchQuery(layoutsQuery);
}

/** Reads it when the pointer stays. */
export function readWhenRested(object: string, plural: string, id: string): void {
  clearTimeout(resting);
  resting = setTimeout(() => readAhead(object, plural, id), REST);
}

/** The pointer went on. */
export function goOn(): void {
  clearTimeout(resting);
}
