// The cache of what the server said: how long it is trusted, what is asked again, and the names under which it is kept.
import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient, type QueryKey } from '@tanstack/react-query';
import { Problem } from './problem.ts';
import type { Page, RecordRow } from './types.ts';
import { forgetHeard } from './waiting.ts';

/**
 * A first answer that is still on its way may be older than the news that make it out of date; to the cache nothing is there yet that
 * could be, so it would be kept. Here it is asked for again once it has come.
 */
class Cache extends QueryClient {
  #onTheirWay = new WeakSet<Promise<unknown>>();

  override invalidateQueries<Key extends QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    for (const { state, promise, queryKey } of this.getQueryCache().findAll(filters)) {
      if (state.data !== undefined || !promise || state.fetchStatus === 'idle' || this.#onTheirWay.has(promise))
        continue;
      this.#onTheirWay.add(promise);
      const again = () => void super.invalidateQueries({ queryKey, exact: true, refetchType: filters?.refetchType });
      promise.then(again, () => {});
    }
    return super.invalidateQueries(filters, options);
  }
}

export const queryClient = new Cache({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only a server that is away is asked again.
      retry: (count, error) =>
        error instanceof Problem && (error.code === 'offline' || error.code === 'unavailable') && count < 2,
      retryDelay: (count) => 400 * 2 ** count,
    },
    // Without a connection a write fails at once and says so: waiting for one would look like saved.
    mutations: { retry: false, networkMode: 'always' },
  },
});

export const keys = {
  session: ['session'] as const,
  ownSessions: ['own_sessions'] as const,
  dictionary: ['dictionary'] as const,
  lists: (object: string) => ['list', object] as const,
  pages: (object: string) => ['list', object, 'pages'] as const,
  cards: (object: string) => ['list', object, 'cards'] as const,
  record: (object: string, id: string) => ['record', object, id] as const,
  timeline: (object: string, id: string) => ['timeline', object, id] as const,
  linked: (object: string, id: string) => ['linked', object, id] as const,
  history: (object: string, id: string) => ['history', object, id] as const,
  trash: ['trash'] as const,
  layouts: ['layouts'] as const,
  duplicates: ['duplicates'] as const,
  changeSets: ['change_sets'] as const,
  jobs: ['jobs'] as const,
  imports: ['imports'] as const,
};

/**
 * Forgets what changing a row in its list may have changed around it: counts, totals, other lists. The rows in sight keep
 * their places until they are asked for anew, or the row that somebody works on would run away by its new order.
 */
export function forgetAroundRow(object: string): void {
  const parts = new Set<unknown>([keys.pages(object)[2], keys.cards(object)[2]]);
  void queryClient.invalidateQueries({
    queryKey: keys.lists(object),
    // A page that is just on its way may have been read before the change, so it is asked again at once.
    predicate: ({ queryKey, state }) => !parts.has(queryKey[2]) || state.fetchStatus !== 'idle',
  });
  void queryClient.invalidateQueries({ queryKey: keys.pages(object), refetchType: 'none' });
  void queryClient.invalidateQueries({ queryKey: keys.cards(object), refetchType: 'none' });
  void queryClient.invalidateQueries({ queryKey: ['linked'] });
  void queryClient.invalidateQueries({ queryKey: ['timeline'] });
}

/** The rows that an answer in the cache holds: a page of a list, or several on end as a board's column has them. */
export function rowsOf(data: unknown): RecordRow[] {
  const { data: rows, pages } = (data ?? {}) as Partial<Page<RecordRow>> & { pages?: Page<RecordRow>[] };
  if (Array.isArray(rows)) return rows;
  return Array.isArray(pages) ? pages.flatMap((page) => page.data) : [];
}

/** Puts what the server saved into every list that shows the record, before they are asked again. */
export function showSaved(object: string, saved: RecordRow): void {
  const renew = (page: Page<RecordRow>) => ({
    ...page,
    data: page.data.map((row) => (row.id === saved.id ? { ...row, ...saved } : row)),
  });
  queryClient.setQueriesData<Page<RecordRow> & { pages?: Page<RecordRow>[] }>(
    { queryKey: keys.lists(object) },
    (old) => {
      if (!old || !rowsOf(old).some((row) => row.id === saved.id)) return old;
      return old.pages ? { ...old, pages: old.pages.map(renew) } : { ...old, ...renew(old) };
    },
  );
  queryClient.setQueryData<RecordRow>(keys.record(object, saved.id), (old) => (old ? { ...old, ...saved } : old));
}

/** Whether the rows in sight already show this version of a record: it was changed here. */
export function isInSight(object: string, id: string, version: number): boolean {
  return queryClient
    .getQueryCache()
    .findAll({ queryKey: keys.lists(object), type: 'active' })
    .some(({ state }) => rowsOf(state.data).some((row) => row.id === id && row.version >= version));
}

/** Forgets everything that a write to this object may have changed, the open lists included. */
export function forgetObject(object: string, id?: string): void {
  forgetHeard(object);
  void queryClient.invalidateQueries({ queryKey: keys.lists(object) });
  void queryClient.invalidateQueries({ queryKey: ['linked'] });
  void queryClient.invalidateQueries({ queryKey: ['timeline'] });
  if (id) {
    void queryClient.invalidateQueries({ queryKey: keys.record(object, id) });
    void queryClient.invalidateQueries({ queryKey: keys.history(object, id) });
  }
}
