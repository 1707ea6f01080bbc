// Hears of changes others make and refreshes what is on the screen, without asking the server again and again.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { urlOf } from '../api/client.ts';
import { keys } from '../api/query.ts';
import { useDictionary } from '../dictionary/context.tsx';

const PAUSE = 1200;

export function useLiveChanges(): void {
  const client = useQueryClient();
  const dictionary = useDictionary();
  const known = dictionary.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new dictionary may show new objects, so the stream is opened anew
  useEffect(() => {
    const source = new EventSource(urlOf('/changes'));
    const objects = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const object of objects) void client.invalidateQueries({ queryKey: keys.lists(object) });
      objects.clear();
      void client.invalidateQueries({ queryKey: ['linked'] });
      void client.invalidateQueries({ queryKey: ['timeline'] });
    };
    source.addEventListener('change', (event) => {
      try {
        const change = JSON.parse((event as MessageEvent<string>).data) as {
          object: string;
          id: string;
          version?: number;
        };
        const held = client.getQueryData<{ version: number }>(keys.record(change.object, change.id));
        // One's own write is already on the screen; its version says so.
        if (!held || change.version === undefined || held.version < change.version) {
          void client.invalidateQueries({ queryKey: keys.record(change.object, change.id) });
        }
        objects.add(change.object);
        timer ??= setTimeout(flush, PAUSE);
      } catch {
        // A message this app does not understand yet is no reason to stop listening.
      }
    });
    return () => {
      if (timer) clearTimeout(timer);
      source.close();
    };
  }, [client, known]);
}
