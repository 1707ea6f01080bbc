// The records a person keeps at hand: on every device of theirs, with titles under their own rights.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, put, remove } from './client.ts';
import type { Answer } from './generated.ts';

/** A title that may not be read is an empty one. */
export type Favorite = Answer<'Favorite'> & { title: string };

const KEY = ['favorites'] as const;

export function useFavorites(): readonly Favorite[] {
  const told = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<Favorite[]> => {
      const { data } = await get<Answer<'FavoriteList'>>('/favorites', undefined, signal);
      return data.map((one) => ({ ...one, title: one.title ?? '' }));
    },
    staleTime: 60_000,
  });
  return told.data ?? [];
}

/** Marks a record as a favorite or no longer, at once on the screen; a refusal takes it back. */
export function useToggleFavorite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ object, id, on }: Favorite & { on: boolean }) =>
      on ? put(`/favorites/${object}/${id}`) : remove(`/favorites/${object}/${id}`),
    onMutate: async ({ object, id, title, on }) => {
      await client.cancelQueries({ queryKey: KEY });
      const before = client.getQueryData<Favorite[]>(KEY) ?? [];
      const rest = before.filter((one) => one.id !== id);
      client.setQueryData<Favorite[]>(KEY, on ? [...rest, { object, id, title }] : rest);
      return { before };
    },
    onError: (_error, _one, context) => client.setQueryData(KEY, context?.before),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
