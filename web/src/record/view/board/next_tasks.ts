// What is to be done next for the records on a board: asked for by page of cards, and only where something undone can link here.
import { useQueries } from '@tanstack/react-query';
import { keys } from '../../../api/query.ts';
import { listRecords } from '../../../api/records.ts';
import type { ObjectType, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import type { Dictionary } from '../../../dictionary/dictionary.ts';
import { asLink, asText } from '../../../field/shared/values.ts';
import type { NextTask } from './Card.tsx';

const MOST = 200;

/** The object whose records wait to be done for these, as tasks do: it happens at a moment and can be ticked off. */
function tasksOf(dictionary: Dictionary, object: ObjectType) {
  for (const { object: key, field } of object.links) {
    const one = dictionary.byKey.get(key);
    const tick = one?.fields.find((candidate) => candidate.kind === 'boolean' && candidate.key === 'done');
    if (one?.moment && tick && one.can.read !== 'none') return { object: one, link: field, moment: one.moment, tick };
  }
  return undefined;
}

export function useNextTasks(object: ObjectType, pages: RecordRow[][], isWanted: boolean): Map<string, NextTask> {
  const dictionary = useDictionary();
  const found = isWanted ? tasksOf(dictionary, object) : undefined;
  return useQueries({
    queries: pages.map((rows) => {
      const ids = rows.map(({ id }) => id);
      return {
        queryKey: [...keys.lists(found?.object.key ?? ''), 'next', found?.link, ids],
        enabled: Boolean(found) && ids.length > 0,
        staleTime: 60_000,
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          listRecords(
            found?.object.plural ?? '',
            {
              filter: {
                and: [
                  { field: found?.link ?? '', op: 'in', value: ids },
                  { field: found?.tick.key ?? '', op: 'is', value: false },
                ],
              },
              sort: found?.moment,
              fields: [found?.link ?? '', found?.moment ?? ''],
              limit: MOST,
            },
            signal,
          ),
      };
    }),
    combine: (results) => {
      const next = new Map<string, NextTask>();
      for (const { data } of results)
        for (const task of data?.data ?? []) {
          const id = asLink(task[found?.link ?? ''])?.id;
          // They come in the order of their moments: the first of a record is its next one.
          if (id && !next.has(id)) next.set(id, { title: task.title, due: asText(task[found?.moment ?? '']) || null });
        }
      return next;
    },
  });
}
