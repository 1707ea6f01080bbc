// The cache of what the server said: how long it is trusted, what is asked again, and the names under which it is kept.
import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

export const queryClient = new QueryClient({
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
    mutations: { retry: false },
  },
});

export const keys = {
  session: ['session'] as const,
  dictionary: ['dictionary'] as const,
  lists: (object: string) => ['list', object] as const,
  record: (object: string, id: string) => ['record', object, id] as const,
  timeline: (object: string, id: string) => ['timeline', object, id] as const,
  linked: (object: string, id: string) => ['linked', object, id] as const,
  history: (object: string, id: string) => ['history', object, id] as const,
  trash: ['trash'] as const,
  jobs: ['jobs'] as const,
  imports: ['imports'] as const,
};

/** Forgets everything that a write to this object may have changed, the open lists included. */
export function forgetObject(object: string, id?: string): void {
  void queryClient.invalidateQueries({ queryKey: keys.lists(object) });
  void queryClient.invalidateQueries({ queryKey: ['linked'] });
  void queryClient.invalidateQueries({ queryKey: ['timeline'] });
  if (id) {
    void queryClient.invalidateQueries({ queryKey: keys.record(object, id) });
    void queryClient.invalidateQueries({ queryKey: keys.history(object, id) });
  }
}
