// The sequence of saved views: pinned ones stand before the others, and within each part one's own can be moved.
import type { SavedView } from '../../../api/views.ts';

export const inOrder = (views: readonly SavedView[]): SavedView[] =>
  [...views].sort((a, b) => Number(b.pinned) - Number(a.pinned) || a.position - b.position);

export const peersOf = (views: readonly SavedView[], view: SavedView): SavedView[] =>
  views.filter(({ pinned }) => pinned === view.pinned);

/** All views, this one in another place among its peers. */
export function movedTo(views: readonly SavedView[], view: SavedView, place: number): SavedView[] {
  const peers = peersOf(views, view);
  const next = peers.filter((one) => one !== view);
  next.splice(Math.max(0, Math.min(next.length, place)), 0, view);
  const others = views.filter(({ pinned }) => pinned !== view.pinned);
  return view.pinned ? [...next, ...others] : [...others, ...next];
}
