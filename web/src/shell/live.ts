// Hears of changes others make and refreshes what is on the screen, without asking the server again and again.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { NOTIFICATIONS } from '../api/notifications.ts';
import { forgetAroundRow, forgetObject, isInSight, keys } from '../api/query.ts';
import { useSeeingAs } from '../api/seeing_as.ts';
import { holdsRows, noteChanged } from '../api/waiting.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { useRightsReload } from './rights.ts';
import { openStream, type Stream } from './stream.ts';

const PAUSE = 1200;

interface Change {
  object: string;
  id: string;
  version?: number;
}

let stream: Stream | undefined;

/** Asks a server that is away at once. */
export const retryLive = (): void => stream?.retry();

export function useLiveChanges(): void {
  const client = useQueryClient();
  const dictionary = useDictionary();
  const known = dictionary.version;
  const seeing = useSeeingAs() !== null;
  const reloadRights = useRightsReload();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new dictionary may show new objects, so the stream is opened anew
  useEffect(() => {
    // A stream cannot say as which role it is opened, and would tell of what that role does not see.
    if (seeing) return;
    const heard = new Map<string, Change[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const [object, changes] of heard) {
        if (changes.every((one) => one.version !== undefined && isInSight(object, one.id, one.version)))
          forgetAroundRow(object);
        else if (holdsRows(object)) {
          // Somebody reads these rows: they stay in their places, and the list says what has changed.
          noteChanged(
            object,
            changes.map(({ id }) => id),
          );
          forgetAroundRow(object);
        } else forgetObject(object);
      }
      heard.clear();
    };
    const change = (data: string) => {
      try {
        const change = JSON.parse(data) as Change;
        const held = client.getQueryData<{ version: number }>(keys.record(change.object, change.id));
        // One's own write is already on the screen; its version says so.
        if (!held || change.version === undefined || held.version < change.version) {
          void client.invalidateQueries({ queryKey: keys.record(change.object, change.id) });
        }
        heard.set(change.object, [...(heard.get(change.object) ?? []), change]);
        timer ??= setTimeout(flush, PAUSE);
      } catch {
        // A message this app does not understand yet is no reason to stop listening.
      }
    };
    const back = () =>
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'dictionary',
      });
    const told = () => {
      void client.invalidateQueries({ queryKey: NOTIFICATIONS });
      void client.invalidateQueries({ queryKey: ['mentions'] });
    };
    // What came between the first answers and the opening of the stream was not heard.
    const own = openStream('/changes', { open: told, change, rights: reloadRights, notifications: told }, back);
    stream = own;
    return () => {
      if (timer) clearTimeout(timer);
      own.close();
      if (stream === own) stream = undefined;
    };
  }, [client, known, seeing, reloadRights]);
}
