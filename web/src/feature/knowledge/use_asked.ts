// What a run was asked, once the names of what it is about are known.
import { useQueries } from '@tanstack/react-query';
import type { AnalysisRun } from '../../api/analyses.ts';
import { findTitle } from '../../api/candidates.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { askedText, linksOf } from './asked.ts';

export function useAskedText(run: Pick<AnalysisRun, 'analysis' | 'parameters'>): string {
  const { byKey } = useDictionary();
  const links = linksOf(run);
  const found = useQueries({
    queries: links.map(({ object, id }) => ({
      queryKey: ['title', object, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => findTitle(object, byKey.get(object), id, signal),
      staleTime: 60_000,
      // A record that is gone, or not seen, has no name here either.
      retry: false,
    })),
  });
  const names = new Map(
    links.map(({ id }, place) => {
      const { data, isPending } = found[place] ?? {};
      // Where there is no name, the id itself comes back: nobody can read that.
      return [id, isPending ? '…' : data === id ? undefined : data];
    }),
  );
  const field = (objects: readonly string[], key: string): string | undefined => {
    const [first = '', second] = key.split('.');
    for (const object of objects) {
      const one = byKey.get(object)?.fields.find((candidate) => candidate.key === first);
      if (one && !second) return one.label;
      const to =
        second && one?.to ? byKey.get(one.to)?.fields.find((candidate) => candidate.key === second) : undefined;
      if (one && to) return `${one.label} › ${to.label}`;
    }
    return undefined;
  };
  return askedText(run, { record: (id) => names.get(id), field });
}
