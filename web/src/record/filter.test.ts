// The filter bar's tree, its completeness rules and the sort steps.
import { describe, expect, it } from 'vitest';
import type { Filter } from '../api/types.ts';
import { changeOperator, closeFilter, isComplete, openFilter, readSort, toggleSort, writeSort } from './filter.ts';

const name: Filter = { field: 'name', op: 'is', value: 'a' };
const city: Filter = { field: 'city', op: 'is', value: 'b' };

describe('filter trees', () => {
  it('come back from the bar as they went in', () => {
    for (const filter of [
      undefined,
      name,
      { and: [name, city] },
      { or: [name, city] },
      { and: [name, { or: [city, name] }] },
    ]) {
      expect(closeFilter(openFilter(filter))).toEqual(filter);
    }
  });
  it('keep a tree the bar cannot edit in one piece', () => {
    const linked: Filter = { not: { linked: 'purchase.person', where: null } };
    expect(openFilter(linked).parts).toEqual([linked]);
  });
});

describe('conditions', () => {
  it('wait for their value', () => {
    expect(isComplete({ field: 'a', op: 'is' })).toBe(false);
    expect(isComplete({ field: 'a', op: 'is', value: 0 })).toBe(true);
    expect(isComplete({ field: 'a', op: 'is', value: false })).toBe(true);
    expect(isComplete({ field: 'a', op: 'is_empty' })).toBe(true);
    expect(isComplete({ field: 'a', op: 'between', value: ['1', undefined] })).toBe(false);
    expect(isComplete({ field: 'a', op: 'in', value: [] })).toBe(false);
  });
  it('keep what was typed when only the operator changes', () => {
    expect(changeOperator({ field: 'a', op: 'is', value: 'x' }, 'contains', undefined)).toEqual({
      field: 'a',
      op: 'contains',
      value: 'x',
    });
    expect(changeOperator({ field: 'a', op: 'is', value: 'x' }, 'in', undefined)).toEqual({
      field: 'a',
      op: 'in',
      value: ['x'],
    });
    expect(
      changeOperator({ field: 'a', op: 'before', value: '2026-01-01' }, 'within', { last: 30, unit: 'day' }).value,
    ).toEqual({ last: 30, unit: 'day' });
  });
});

describe('sorting', () => {
  it('reads and writes several steps', () =>
    expect(writeSort(readSort('-amount,company.name'))).toBe('-amount,company.name'));
  it('goes up, down and away', () => {
    const up = toggleSort([], 'name', false);
    const down = toggleSort(up, 'name', false);
    expect([writeSort(up), writeSort(down), writeSort(toggleSort(down, 'name', false))]).toEqual([
      'name',
      '-name',
      undefined,
    ]);
  });
  it('adds a step without losing the first', () =>
    expect(writeSort(toggleSort(readSort('-amount'), 'name', true))).toBe('-amount,name'));
});
