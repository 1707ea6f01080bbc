// What a review does in the end: merges, tells apart, or goes on; each time the next group of the level stands there.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { dismiss, type Level, listGroups, type MergeInput, merge } from '../../api/duplicates.ts';
import { forgetObject, keys, queryClient } from '../../api/query.ts';
import type { ObjectType } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { t } from '../../i18n/index.ts';
import { showDismissed } from './dismissed.tsx';

// Groups that were passed over in this sitting, so that “next” does not come back to them at once.
const passed = new Set<string>();

export function useReview({ object, ids, level }: { object: ObjectType; ids: string[]; level: Level | undefined }) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const own = [...ids].sort().join();

  const next = async (to?: string) => {
    passed.add(own);
    const found = level ? await findNext(object, level) : null;
    if (found)
      await navigate({
        to: '/duplicates/$plural/merge',
        params: { plural: object.plural },
        search: { ids: found.join(','), level },
      });
    else if (level) await navigate({ to: '/duplicates/$plural', params: { plural: object.plural }, search: { level } });
    else if (to) await navigate({ to: '/$plural/$id', params: { plural: object.plural, id: to } });
    else await navigate({ to: '/$plural', params: { plural: object.plural } });
  };
  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(describeProblem(failure));
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    error,
    next: () => attempt(() => next()),
    merge: (input: MergeInput) =>
      attempt(async () => {
        const done = await merge(object.plural, input);
        showDone(
          t('duplicates.merged', { count: ids.length, title: done.record.title || t('record.untitled') }),
          done.change_set,
        );
        forgetObject(object.key);
        void queryClient.invalidateQueries({ queryKey: ['record', object.key] });
        void queryClient.invalidateQueries({ queryKey: keys.trash });
        await queryClient.invalidateQueries({ queryKey: keys.duplicates, refetchType: 'none' });
        await next(done.record.id);
      }),
    apart: () =>
      attempt(async () => {
        await dismiss(object.plural, ids);
        showDismissed(object, ids);
        await queryClient.invalidateQueries({ queryKey: keys.duplicates, refetchType: 'none' });
        await next();
      }),
  };
}

async function findNext(object: ObjectType, level: Level): Promise<string[] | null> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listGroups>> = await listGroups(object.plural, level, cursor, 20);
    for (const group of page.data) {
      const ids = group.records.map((record) => record.id);
      if (!passed.has([...ids].sort().join())) return ids;
    }
    cursor = page.next;
  } while (cursor);
  return null;
}
