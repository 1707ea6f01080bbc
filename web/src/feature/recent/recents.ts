// The records a person opened last on this device, the newest first. Forgotten at sign-out, for the next one may be another.
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { keptAs } from '../../api/place.ts';
import { keys } from '../../api/query.ts';
import { findRecord } from '../../api/records.ts';
import { useSession } from '../../api/session_context.tsx';
import type { RecordRow } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';

export interface Recent {
  object: string;
  id: string;
  title: string;
}

const MOST = 30;
const NAME = keptAs('kith-recent');
const NONE: readonly Recent[] = [];
const listeners = new Set<() => void>();
let cached: { text: string | null; list: readonly Recent[] } = { text: null, list: NONE };

function read(owner: string): readonly Recent[] {
  let text: string | null = null;
  try {
    text = localStorage.getItem(`${NAME}-${owner}`);
  } catch {
    return NONE;
  }
  if (text !== cached.text) {
    let list: unknown;
    try {
      list = JSON.parse(text ?? '[]');
    } catch {
      list = [];
    }
    cached = { text, list: Array.isArray(list) ? (list as Recent[]) : NONE };
  }
  return cached.list;
}

function write(owner: string, list: readonly Recent[]): void {
  try {
    localStorage.setItem(`${NAME}-${owner}`, JSON.stringify(list.slice(0, MOST)));
  } catch {
    // Where nothing can be kept, nothing is recent.
  }
  for (const listener of listeners) listener();
}

/** Called at sign-out. */
export function forgetRecents(): void {
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(NAME))) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function useOwner(): string {
  const session = useSession();
  return `${session.workspace.key}-${session.user.id}`;
}

/** Records opened last; those of objects that may no longer be read are left out. */
export function useRecents(): readonly Recent[] {
  const owner = useOwner();
  const dictionary = useDictionary();
  const list = useSyncExternalStore(subscribe, () => read(owner));
  return list.filter((one) => (dictionary.byKey.get(one.object)?.can.read ?? 'none') !== 'none');
}

/** The record whose page is open, as far as it was read already. */
export function useOpenRecord(): { object: string; id: string; record: RecordRow | undefined } | null {
  const dictionary = useDictionary();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [, plural = '', id = ''] = path.split('/');
  const object = dictionary.byPlural.get(plural);
  const isRecord = Boolean(object && id && id !== 'new' && path.split('/').length === 3);
  // Only listens: the page itself asks for the record.
  const { data } = useQuery<RecordRow>({
    queryKey: keys.record(object?.key ?? '', id),
    queryFn: ({ signal }) => findRecord(object?.plural ?? '', id, signal),
    enabled: false,
  });
  return isRecord && object ? { object: object.key, id, record: data } : null;
}

/** Remembers what is opened. Used once, by the frame. */
export function useKeepRecents(): void {
  const owner = useOwner();
  const open = useOpenRecord();
  const { object, id } = open ?? {};
  const title = open?.record?.title;
  const gone = Boolean(open?.record?.removed_at);
  useEffect(() => {
    if (!object || !id || title === undefined) return;
    const rest = read(owner).filter((one) => one.id !== id);
    write(owner, gone ? rest : [{ object, id, title }, ...rest]);
  }, [owner, object, id, title, gone]);
}
