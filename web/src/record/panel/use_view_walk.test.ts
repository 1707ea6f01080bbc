// The pages of a board's column are smaller than those of the walk from record to record.
import { describe, expect, it } from 'vitest';
import { cursorsOf } from './use_view_walk.ts';

describe('the cursors of a view', () => {
  const pages = ['a', 'b', 'c', 'd', null].map((next) => ({ next }));
  it('stand where the pages of a walk begin', () => {
    expect(cursorsOf(pages, 50)).toEqual([null, 'b', 'd']);
    expect(cursorsOf(pages, 100)).toEqual([null, 'a', 'b', 'c', 'd']);
  });
  it('begin at the first record where nothing is there yet', () => {
    expect(cursorsOf([], 50)).toEqual([null]);
  });
});
