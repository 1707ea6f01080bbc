// Where a person is in the tour, and whether they have taken or left it before on this device.
import { useSyncExternalStore } from 'react';

const NAME = 'kith-tour';
let step: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  step = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const beginTour = (): void => set(0);
export const goToStep = (next: number): void => set(next);

/** Ends the tour; it is not offered by itself again, but can be repeated. */
export function endTour(): void {
  try {
    localStorage.setItem(NAME, 'done');
  } catch {
    // It is offered again then.
  }
  set(null);
}

function isDone(): boolean {
  try {
    return localStorage.getItem(NAME) === 'done';
  } catch {
    return true;
  }
}

export const useTourStep = (): number | null => useSyncExternalStore(subscribe, () => step);
export const useTourDone = (): boolean => useSyncExternalStore(subscribe, isDone);
