// The run a result page shows: the one its address names, or the answer to what its address asks.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type AnalysisResult, askAnalysis, findRun, hasEnded } from '../../api/analyses.ts';

/** An own answer to the same question that is no older will do, in seconds: going back to a page asks nothing anew. */
const FRESH = 300;
const PAUSE = 700;

export interface Question {
  analysis: string;
  parameters: Record<string, unknown>;
  asOf?: string | undefined;
  /** A run of the archive, whatever its parameters. */
  run?: string | undefined;
}

export function useRun<R>({ analysis, parameters, asOf, run }: Question) {
  const client = useQueryClient();
  const asked = ['analysis', analysis, 'asked', parameters, asOf ?? ''] as const;
  const ask = (within: number, signal?: AbortSignal) =>
    askAnalysis<R>(analysis, { parameters, as_of: asOf, within }, signal);
  const question = useQuery({
    queryKey: asked,
    enabled: !run,
    queryFn: ({ signal }) => ask(FRESH, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const id = run ?? question.data?.id;
  const begun = question.data && question.data.id === id ? question.data : undefined;
  const shown = useQuery({
    queryKey: ['analysis', analysis, 'run', id],
    enabled: Boolean(id) && (!begun || !hasEnded(begun)),
    queryFn: ({ signal }) => findRun<R>(id ?? '', signal),
    refetchInterval: ({ state }) => (state.data && !hasEnded(state.data) ? PAUSE : false),
    staleTime: 60_000,
  });
  const found: AnalysisResult<R> | undefined = begun && hasEnded(begun) ? begun : (shown.data ?? begun);
  const isEnded = found ? hasEnded(found) : false;
  useEffect(() => {
    if (isEnded) void client.invalidateQueries({ queryKey: ['analysis', analysis, 'runs'] });
  }, [client, analysis, isEnded]);
  return {
    run: found,
    error: run ? shown.error : (question.error ?? shown.error),
    isPending: !found && !question.error && !shown.error,
    retry: () => void (run ? shown.refetch() : question.refetch()),
    /** Asks anew, whatever there is already. */
    again: async () => {
      client.setQueryData(asked, await ask(0));
    },
  };
}
