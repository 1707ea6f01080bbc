// What others changed while somebody reads a list: the rows keep their places, and the list asks what became of it.
import { useEffect, useSyncExternalStore } from 'react';

const holders = new Map<string, number>();
const heard = new Map<string, readonly string[]>();
const listeners = new Set<() => void>();
const NOTHING: readonly string[] = [];

const tell = () => {
  for (const listener of listeners) listener();
};

/** Whether a list of this object stands on the screen whose rows must not move by themselves. */
export const holdsRows = (object: string): boolean => (holders.get(object) ?? 0) > 0;

/** Notes records that others changed. */
export function noteChanged(object: string, ids: readonly string[]): void {
  heard.set(object, [...new Set([...(heard.get(object) ?? []), ...ids])]);
  tell();
}

/** Forgets what was heard of: the list has been asked anew. */
export function forgetHeard(object: string): void {
  if (heard.delete(object)) tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Holds the rows of a list in their places, and gives the records others changed meanwhile. */
export function useHeard(object: string, isHeld: boolean): readonly string[] {
  useEffect(() => {
    if (!isHeld) return;
    holders.set(object, (holders.get(object) ?? 0) + 1);
    return () => {
      holders.set(object, (holders.get(object) ?? 1) - 1);
      if (!holdsRows(object)) heard.delete(object);
    };
  }, [object, isHeld]);
  return useSyncExternalStore(subscribe, () => heard.get(object) ?? NOTHING);
}
