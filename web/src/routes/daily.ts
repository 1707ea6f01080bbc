// The pages of a working day. Their code is fetched while nothing else is to do, at the door too, so that none waits for it.
import { preload } from '../record/view/lazy.ts';
import { lazyReady } from '../ui/lazy_ready.ts';

const [RecordPanel, fetchPanel] = lazyReady(() => import('../record/panel/RecordPanel.tsx'));

export { RecordPanel };

export const DAILY = {
  home: () => import('./home.tsx'),
  list: () => import('./list.tsx'),
  record: () => import('./record.tsx'),
  create: () => import('./create.tsx'),
};

// Safari has no idle callback.
const whenIdle: (work: () => void) => void =
  typeof requestIdleCallback === 'function'
    ? (work) => requestIdleCallback(work, { timeout: 4_000 })
    : (work) => setTimeout(work, 600);

/** One after the other, each when the browser has time; what fails is fetched again when it is opened. */
export function fetchDaily(): void {
  const rest: (() => unknown)[] = [
    DAILY.list,
    DAILY.record,
    DAILY.home,
    () => preload('board'),
    fetchPanel,
    DAILY.create,
    () => preload('calendar'),
  ];
  const next = async () => {
    try {
      await rest.shift()?.();
    } catch {
      // It is fetched again when it is opened.
    }
    if (rest.length) whenIdle(next);
  };
  whenIdle(next);
}
