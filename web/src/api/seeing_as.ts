// Seeing the app as a role: which one, for this browser tab only. Every request carries it; nothing can be written meanwhile.
import { useSyncExternalStore } from 'react';
import { keptAs } from './place.ts';

export interface SeenRole {
  id: string;
  name: string;
}

const STORED = keptAs('kith-seeing-as');
const listeners = new Set<() => void>();
let current: SeenRole | null = stored();

function stored(): SeenRole | null {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(STORED) ?? 'null') as Partial<SeenRole> | null;
    return kept?.id && kept.name ? { id: kept.id, name: kept.name } : null;
  } catch {
    return null;
  }
}

/** The role the app is seen as, or null for one's own. */
export const seeingAs = (): SeenRole | null => current;

export function setSeeingAs(role: SeenRole | null): void {
  current = role;
  try {
    if (role) window.sessionStorage.setItem(STORED, JSON.stringify(role));
    else window.sessionStorage.removeItem(STORED);
  } catch {
    // Without storage it ends with the next reload.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSeeingAs = (): SeenRole | null => useSyncExternalStore(subscribe, seeingAs, () => null);

// What asks without writing, although its question stands in a body.
const QUESTIONS = /\/(query|groups|matches|answer|file)$/;

/** Whether a request would write, which is refused while a role is only looked at. */
export const isWrite = (method: string, path: string): boolean =>
  method !== 'GET' && !(method === 'POST' && QUESTIONS.test(path)) && path !== '/session' && path !== '/presence';
