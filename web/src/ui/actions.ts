// What can be done with what is on the screen: pages tell it here, the command palette offers it. Knows no page by itself.
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';

export interface Action {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Another wording by which the action may be found, never shown. */
  words?: string;
  /** The shortcut that does the same, as `useShortcuts` writes it; it is only told, not heard, from here. */
  keys?: string;
  /** Offered only once somebody types something that suits it. */
  onlyTyped?: boolean;
  run: () => void;
}

/** The closest to what a person has in hand comes first. */
export const RANKS = ['selection', 'record', 'list', 'app'] as const;

export interface ActionScope {
  rank: (typeof RANKS)[number];
  /** What the actions are done to: “12 deals”, the title of a record. */
  title: string;
  actions: Action[];
}

type Read = () => ActionScope | null;

let scopes: readonly Read[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly Read[]): void {
  scopes = next;
  for (const listener of listeners) listener();
}

/** Offers actions as long as the component that calls it is on the screen; with null it offers nothing. */
export function useActions(scope: ActionScope | null): void {
  const latest = useRef(scope);
  useEffect(() => {
    latest.current = scope;
  });
  useEffect(() => {
    const read = () => latest.current;
    replace([...scopes, read]);
    return () => replace(scopes.filter((one) => one !== read));
  }, []);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What can be done now, the closest first. Read anew with each drawing of the palette. */
export function useActionScopes(): ActionScope[] {
  const now = useSyncExternalStore(subscribe, () => scopes);
  const merged = new Map<string, ActionScope>();
  for (const scope of now.flatMap((read) => read() ?? [])) {
    // Frame and page may both know what can be done with the same thing.
    const name = `${scope.rank} ${scope.title}`;
    merged.set(name, { ...scope, actions: [...(merged.get(name)?.actions ?? []), ...scope.actions] });
  }
  return [...merged.values()]
    .filter((scope) => scope.actions.length > 0)
    .sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
}
