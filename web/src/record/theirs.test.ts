// Two people at one field: neither writes over the other without being told.
import { expect, test } from 'vitest';
import { isTheirs } from './theirs.ts';

test('a value that changed under the hand is told', () => {
  expect(isTheirs({ began: 'Novak', now: 'Novák', mine: 'Nowak' })).toBe(true);
});

test('what stayed, or became what I typed, is not', () => {
  expect(isTheirs({ began: 'Novak', now: 'Novak', mine: 'Nowak' })).toBe(false);
  expect(isTheirs({ began: 'Novak', now: 'Nowak', mine: 'Nowak' })).toBe(false);
});

test('nothing and no value are the same', () => {
  expect(isTheirs({ began: undefined, now: null, mine: 'x' })).toBe(false);
  expect(isTheirs({ began: null, now: { amount: '5', currency: 'EUR' }, mine: null })).toBe(true);
});
