// Which record stands in the side panel: a part of the address, so that a link shows the other person the same.
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useDictionary } from '../../dictionary/context.tsx';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The panel was opened by a step of its own, which closing it takes back. */
    peeked?: boolean;
  }
}

export interface Peeked {
  object: string;
  id: string;
}

/** `deal:<id>`, or the id alone where the page is about records of the same object. */
export function readPeek(peek: unknown, ofPage: string | undefined): Peeked | null {
  if (typeof peek !== 'string' || !peek) return null;
  const [first = '', second] = peek.split(':');
  if (second) return { object: first, id: second };
  return ofPage ? { object: ofPage, id: first } : null;
}

const selectPeek = (search: { peek?: unknown }) => search.peek;

/** The record in the panel, if one is. */
export function usePeeked(): Peeked | null {
  const peek = useSearch({ strict: false, select: selectPeek });
  const plural = useParams({ strict: false, select: (params: { plural?: string }) => params.plural });
  const ofPage = useDictionary().byPlural.get(plural ?? '')?.key;
  return useMemo(() => readPeek(peek, ofPage), [peek, ofPage]);
}

// Where the focus was when the panel was opened, to go back there.
let opener: HTMLElement | null = null;

export function usePeek() {
  const router = useRouter();
  const dictionary = useDictionary();
  return useMemo(() => {
    const go = (peek: string | undefined, replace: boolean, peeked: boolean) =>
      void router.navigate({
        to: '.',
        search: (old: object) => ({ ...old, peek }),
        replace,
        resetScroll: false,
        state: (old: object) => ({ ...old, peeked }),
      } as Parameters<typeof router.navigate>[0]);
    return {
      open: (object: string, id: string) => {
        const search = router.state.location.search as { peek?: unknown };
        const isOpen = Boolean(search.peek);
        if (!isOpen && document.activeElement instanceof HTMLElement) opener = document.activeElement;
        const ofPage = dictionary.byPlural.get(router.state.location.pathname.split('/')[1] ?? '')?.key;
        const peek = ofPage === object ? id : `${object}:${id}`;
        // A step within the panel is no step back in the history: Back closes it.
        if (search.peek !== peek) go(peek, isOpen, isOpen ? Boolean(router.state.location.state.peeked) : true);
      },
      close: () => {
        if (router.state.location.state.peeked) router.history.back();
        else go(undefined, true, false);
        requestAnimationFrame(() => {
          const cell = opener?.closest('[role=grid]')?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
          const back = cell ?? (opener?.isConnected ? opener : null);
          opener = null;
          back?.focus({ preventScroll: true });
        });
      },
    };
  }, [router, dictionary]);
}
