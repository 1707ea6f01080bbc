// A view that is moved takes its place among its peers, and the others keep theirs.
import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../api/views.ts';
import { inOrder, movedTo } from './order.ts';

const view = (id: string, position: number, pinned = false) => ({ id, position, pinned }) as SavedView;
const all = inOrder([view('c', 2), view('a', 0), view('p', 9, true), view('b', 1)]);
const named = (views: SavedView[]) => views.map(({ id }) => id).join('');

describe('the sequence of views', () => {
  it('has pinned ones first', () => expect(named(all)).toBe('pabc'));
  it.each([
    [3, 0, 'pcab'],
    [1, 2, 'pbca'],
    [1, 9, 'pbca'],
    [1, -1, 'pabc'],
    [0, 2, 'pabc'],
  ])('moves %s to %s', (from, to, wanted) => {
    const moved = all[from];
    expect(moved && named(movedTo(all, moved, to))).toBe(wanted);
  });
});
