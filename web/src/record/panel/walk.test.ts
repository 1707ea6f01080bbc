// The way to the next record: within a page, over its edges, and when the record has left the list meanwhile.
import { expect, test } from 'vitest';
import { around, sameList, trimmed, type Walk } from './walk.ts';

const rows = ['a', 'b', 'c'].map((id, at) => ({ id, index: 100 + at }));

test('the neighbors of a record in its list', () => {
  expect(around(rows, 'b', 101)).toEqual({ previous: rows[0], next: rows[2], index: 101 });
  expect(around(rows, 'a', 100).previous).toBeNull();
  expect(around(rows, 'c', 102).next).toBeNull();
});

test('a record that moved within the list is found where it is now', () => {
  expect(around(rows, 'c', 100)).toEqual({ previous: rows[1], next: null, index: 102 });
});

test('a record that left the list gives its place to the one after it', () => {
  expect(around(rows, 'gone', 101)).toEqual({ previous: rows[0], next: rows[1], index: 101 });
});

test('cursors are kept as far as one can step back', () => {
  const walk: Walk = {
    object: 'deal',
    params: {},
    first: 0,
    cursors: Array.from({ length: 900 }, (_, page) => String(page)),
    index: 700 * 100 + 3,
    id: 'a',
    href: '/deals',
  };
  const kept = trimmed(walk, 100);
  expect(kept.cursors.at(-1)).toBe('701');
  expect(kept.cursors[700 - kept.first]).toBe('700');
  expect(kept.cursors).toHaveLength(400);
});

test('lists are the same when they ask the same', () => {
  expect(sameList({ q: null, sort: 'name' }, { sort: 'name', fields: ['name'] })).toBe(true);
  expect(sameList({ sort: '-name' }, { sort: 'name' })).toBe(false);
});
