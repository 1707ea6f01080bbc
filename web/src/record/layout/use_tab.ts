// Which tab of a record's page is open: a part of the address, so that a link shows the other person the same.
import { useRouter, useSearch } from '@tanstack/react-router';
import { textOf } from '../view/state.ts';

const selectTab = (search: object) => textOf((search as { tab?: unknown }).tab);

export function useTab() {
  const router = useRouter();
  const tab = useSearch({ strict: false, select: selectTab });
  const kept = (tab ? { tab } : {}) as never;
  return {
    tab,
    /** The search of another record that is looked at in the same way. */
    kept,
    open: (next: string | undefined) =>
      void router.navigate({
        to: '.',
        search: (old: object) => ({ ...old, tab: next }),
        replace: true,
        resetScroll: false,
      } as Parameters<typeof router.navigate>[0]),
  };
}
