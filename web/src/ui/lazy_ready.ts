// A component whose code loads when it is needed, and which is drawn at once where the code is there already: React's own lazy shows
// its fallback even then, and holds what follows a fallback back for 300 ms.
import { type ComponentType, createElement, lazy, useState } from 'react';

interface Module<P> {
  default: ComponentType<P>;
}

/** The component, and what fetches its code ahead; a fetch that fails is tried again when it is drawn. */
export function lazyReady<P extends object>(
  load: () => Promise<Module<P>>,
): [component: ComponentType<P>, fetchAhead: () => void] {
  let ready: ComponentType<P> | undefined;
  const fetch = async () => {
    const found = await load();
    ready = found.default;
    return found;
  };
  const Lazy = lazy(fetch) as unknown as ComponentType<P>;
  function Ready(props: P) {
    // What it began as it stays, or its state would be lost.
    const [Chosen] = useState(() => ready ?? Lazy);
    return createElement(Chosen, props);
  }
  return [Ready, () => void fetch().catch(() => {})];
}
