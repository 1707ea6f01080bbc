// What the address of a list says, what a view keeps of it, and when two say the same.
import { describe, expect, it } from 'vitest';
import { kindOf, ownOf, readListState, savedPart, signatureOf, switched } from './state.ts';

describe('the state of a list', () => {
  it('opens from an address with things nobody knows', () => {
    const state = readListState({ view: 'hologram', span: 'decade', at: 'yesterday', chart: 7, filter: [], q: 42 });
    expect(kindOf(state)).toBe('table');
    expect(savedPart(state)).toEqual({ q: '42' });
  });

  it('keeps what is asked for when the kind of view changes, and drops how the other kind shows it', () => {
    const board = readListState({ view: 'board', by: 'stage', scope: 'p1', sort: '-amount', q: 'lathe' });
    const chart = switched(board, 'chart');
    expect(savedPart(chart)).toEqual({ view: 'chart', sort: '-amount', q: 'lathe' });
    expect(savedPart(switched(chart, 'board', ownOf(board)))).toEqual(savedPart(board));
  });

  it('says the same whatever the order, the day looked at and the view it came from', () => {
    const one = { view: 'board', by: 'stage', at: '2026-03-01', saved: 'x' };
    expect(signatureOf(one)).toBe(signatureOf({ by: 'stage', view: 'board' }));
    expect(signatureOf(one)).not.toBe(signatureOf({ by: 'owner', view: 'board' }));
  });

  it('says the same for a table that is named and one that is not', () => {
    expect(signatureOf({ view: 'table', sort: 'name' })).toBe(signatureOf({ sort: 'name' }));
  });
});
