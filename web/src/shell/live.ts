// Hears of changes others make and refreshes what is on the screen, without asking the server again and again.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { urlOf } from '../api/client.ts';
import { forgetAroundRow, forgetObject, isInSight, keys } from '../api/query.ts';
import { useSeeingAs } from '../api/seeing_as.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { useRightsReload } from './rights.ts';

const PAUSE = 1200;

interface Change {
  object: string;
  id: string;
  version?: number;
}

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
    const source = new EventSource(urlOf('/changes'));
    const heard = new Map<string, Change[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const [object, changes] of heard) {
        if (changes.every((one) => one.version !== undefined && isInSight(object, one.id, one.version)))
          forgetAroundRow(object);
        else forgetObject(object);
      }
      heard.clear();
    };
    source.addEventListener('change', (event) => {
      try {
        const change = JSON.parse((event as MessageEvent<string>).data) as Change;
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
    });
    source.addEventListener('rights', reloadRights);
    return () => {
      if (timer) clearTimeout(timer);
      source.close();
    };
  }, [client, known, seeing, reloadRights]);
}
