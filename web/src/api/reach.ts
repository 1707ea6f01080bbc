// Whether the server can be reached: every answer says yes, every request that got none says no.
import { useSyncExternalStore } from 'react';

let reachable = true;
const listeners = new Set<() => void>();

export function tellReach(answered: boolean): void {
  // An answer that was on its way when the network went does not bring it back.
  const now = answered && globalThis.navigator?.onLine !== false;
  if (now === reachable) return;
  reachable = now;
  for (const listener of listeners) listener();
}

export const isReachable = (): boolean => reachable;

/** Called whenever it changes; gives back how to stop listening. */
export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useReach = (): boolean => useSyncExternalStore(onReach, isReachable);
