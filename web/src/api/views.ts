// Saved views of lists: one's own, and those that others share with everybody.
import { get, patch, post, put, remove } from './client.ts';
import type { Answer, Input } from './generated.ts';
import { queryClient } from './query.ts';

export type SavedView = Answer<'View'>;

export const viewsKey = (object: string) => ['views', 'of', object] as const;

export const listViews = (object: string, signal?: AbortSignal) =>
  get<Answer<'ViewList'>>('/views', { object }, signal);

/** The views stand in several places: in their list, in the navigation, in the palette. */
const renewed = async <T>(done: Promise<T>): Promise<T> => {
  const answer = await done;
  await queryClient.invalidateQueries({ queryKey: ['views'] });
  return answer;
};

export const createView = (view: Input<'ViewInput'>) => renewed(post<SavedView>('/views', view));

export const changeView = (id: string, change: Input<'ViewChange'>) =>
  renewed(patch<SavedView>(`/views/${id}`, change));

export const removeView = (id: string) => renewed(remove(`/views/${id}`));

export const pinView = (id: string, isPinned: boolean) =>
  renewed(isPinned ? put(`/views/${id}/pin`) : remove(`/views/${id}/pin`));

/** Puts views in a new sequence: each that stands elsewhere than before is told its place. */
export async function orderViews(views: SavedView[]): Promise<void> {
  const [first] = views;
  if (first)
    queryClient.setQueryData<Answer<'ViewList'>>(
      viewsKey(first.object),
      (old) =>
        old && {
          ...old,
          data: views.map((view, position) => (view.can.includes('change') ? { ...view, position } : view)),
        },
    );
  const moved = views.flatMap((view, place) =>
    view.position !== place && view.can.includes('change') ? [patch(`/views/${view.id}`, { position: place })] : [],
  );
  await renewed(Promise.all(moved));
}
