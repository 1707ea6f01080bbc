// The saved views a person has pinned, as the navigation and the palette offer them.
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { Answer } from '../api/generated.ts';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';

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
    queryFn: async ({ signal }) => (await get<Answer<'ViewList'>>('/views', undefined, signal)).data,
    staleTime: 60_000,
  });
  return (told.data ?? []).flatMap((view) => {
    const object = dictionary.byKey.get(view.object);
    if (!view.pinned || !object || object.can.read === 'none') return [];
    return [{ id: view.id, name: view.name, kind: view.kind, object, search: { ...view.state, saved: view.id } }];
  });
}
