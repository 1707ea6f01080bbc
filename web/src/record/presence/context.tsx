// Who else has this record open, and which field each of them edits; tells the server the same of oneself.
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { dropPresence, type Present, tellPresence } from '../../api/presence.ts';
import { Problem } from '../../api/problem.ts';
import { useSeeingAs } from '../../api/seeing_as.ts';

const BEAT = 15_000;

interface Presence {
  others: readonly Present[];
  edit: (field: string | null) => void;
}

const PresenceContext = createContext<Presence>({ others: [], edit: () => {} });

export function PresenceProvider({ object, id, children }: { object: string; id: string; children: ReactNode }) {
  const [field, setField] = useState<string | null>(null);
  // Who looks through the eyes of a role is not there.
  const away = useSeeingAs() !== null;
  const others = useQuery({
    queryKey: ['presence', object, id, field],
    queryFn: () => tellPresence(object, id, field),
    // What may not be seen, or no longer, is not asked after again.
    refetchInterval: ({ state }) =>
      state.error instanceof Problem && state.error.status !== 0 && state.error.status < 500 ? false : BEAT,
    refetchIntervalInBackground: false,
    placeholderData: (previous) => previous,
    gcTime: 0,
    staleTime: 0,
    retry: false,
    enabled: !away,
  });
  useEffect(() => {
    if (away) return;
    return () => dropPresence(object, id);
  }, [object, id, away]);
  const value = useMemo(() => ({ others: others.data?.data ?? [], edit: setField }), [others.data]);
  return <PresenceContext value={value}>{children}</PresenceContext>;
}

export const useOthers = (): readonly Present[] => useContext(PresenceContext).others;

/** Tells the others which field is edited here, as long as the component is on the screen. */
export function usePresenceField(field: string): void {
  const { edit } = useContext(PresenceContext);
  useEffect(() => {
    edit(field);
    return () => edit(null);
  }, [edit, field]);
}
