// The saved views a person has pinned, as the navigation and the palette offer them.
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';

interface Told {
  id: string;
  object: string;
  name: string;
  kind: string;
  pinned: boolean;
  state: Record<string, unknown>;
}

export interface PinnedView {
  id: string;
  name: string;
  kind: string;
  object: ObjectType;
  /** The search of the address that shows it. */
  search: Record<string, unknown>;
}

export function usePinnedViews(): PinnedView[] {
  const dictionary = useDictionary();
  const told = useQuery({
    queryKey: ['views', 'pinned'],
    queryFn: async ({ signal }) => {
      try {
        return (await get<{ data: Told[] }>('/views', undefined, signal)).data;
      } catch (error) {
        if (error instanceof Problem && error.code === 'not_found') return [];
        throw error;
      }
    },
    staleTime: 60_000,
  });
  return (told.data ?? []).flatMap((view) => {
    const object = dictionary.byKey.get(view.object);
    if (!view.pinned || !object || object.can.read === 'none') return [];
    return [{ id: view.id, name: view.name, kind: view.kind, object, search: { ...view.state, saved: view.id } }];
  });
}
