// The condition of a group finds exactly the records that were counted in it.
import { describe, expect, it } from 'vitest';
import type { Field } from '../api/types.ts';
import {
  canGroup,
  conditionOf,
  conditionOfCell,
  labelOfGroup,
  narrowed,
  readGrouping,
  writeGrouping,
} from './group.ts';

const field = (kind: Field['kind'], more: Partial<Field> = {}) =>
  ({
    key: 'it',
    label: 'Stage',
    kind,
    computed: null,
    choices: null,
    groupable: true,
    unique: false,
    operators: ['is', 'is_not', 'is_empty', 'is_not_empty', 'has_all', 'has_none'],
    ...more,
  }) as Field;

describe('the condition of a group', () => {
  it.each([
    ['link', { id: '7', title: 'Won' }, undefined, { field: 'it', op: 'is', value: '7' }],
    ['choice', 'retail', undefined, { field: 'it', op: 'is', value: 'retail' }],
    ['boolean', false, undefined, { field: 'it', op: 'is', value: false }],
    ['tags', 'vip', undefined, { field: 'it', op: 'has_any', value: ['vip'] }],
    ['link', null, undefined, { field: 'it', op: 'is_empty' }],
    ['timestamp', null, 'month', { field: 'it', op: 'is_empty' }],
    ['date', '2024-02-01', 'month', { field: 'it', op: 'between', value: ['2024-02-01', '2024-02-29'] }],
    ['timestamp', '2026-10-01', 'quarter', { field: 'it', op: 'between', value: ['2026-10-01', '2026-12-31'] }],
    ['date', '2026-01-01', 'year', { field: 'it', op: 'between', value: ['2026-01-01', '2026-12-31'] }],
  ] as const)('%s %j %s', (kind, key, bucket, expected) => {
    expect(conditionOf(field(kind), key, bucket)).toEqual(expected);
  });

  it('narrows a filter without loosening what was joined by or', () => {
    const a = { field: 'a', op: 'is', value: 1 } as const;
    const b = { field: 'b', op: 'is', value: 2 } as const;
    expect(narrowed(null, a)).toEqual(a);
    expect(narrowed(a, b)).toEqual({ and: [a, b] });
    expect(narrowed({ or: [a, b] }, a)).toEqual({ and: [{ or: [a, b] }, a] });
    expect(narrowed({ and: [a, b] }, b)).toEqual({ and: [a, b] });
  });
});

describe('the condition of a cell', () => {
  it.each([
    ['choice', 'retail', true, { field: 'it', op: 'is', value: 'retail' }],
    ['choice', 'retail', false, { field: 'it', op: 'is_not', value: 'retail' }],
    ['link', null, true, { field: 'it', op: 'is_empty' }],
    ['link', null, false, { field: 'it', op: 'is_not_empty' }],
    ['tags', ['a', 'b'], true, { field: 'it', op: 'has_all', value: ['a', 'b'] }],
    ['tags', ['a', 'b'], false, { field: 'it', op: 'has_none', value: ['a', 'b'] }],
    ['money', { amount: '1', currency: 'EUR' }, true, undefined],
  ] as const)('%s %j %s', (kind, value, isWanted, expected) => {
    expect(conditionOfCell(field(kind), value, isWanted)).toEqual(expected);
  });
});

describe('a grouping', () => {
  it('stands in the address, a time with its span', () => {
    expect(readGrouping('stage')).toEqual({ path: 'stage', bucket: undefined });
    expect(readGrouping('closed_at:quarter')).toEqual({ path: 'closed_at', bucket: 'quarter' });
    expect(readGrouping('')).toBeUndefined();
    expect(writeGrouping(field('date'), undefined)).toBe('it:month');
  });

  it('names its groups', () => {
    expect(labelOfGroup(field('link'), null)).toBe('No stage');
    expect(labelOfGroup(field('link'), { id: '1', title: 'Won' })).toBe('Won');
    expect(labelOfGroup(field('date'), '2026-04-01', 'quarter')).toBe('Q2 2026');
    expect(labelOfGroup(field('date'), '2026-04-01', 'month')).toBe('April 2026');
  });

  it('is offered only where values repeat', () => {
    expect(canGroup(field('choice'))).toBe(true);
    expect(canGroup(field('text', { indexed: true, unique: true }))).toBe(false);
    expect(canGroup(field('text', { indexed: false }))).toBe(false);
    expect(canGroup(field('money', { groupable: false }))).toBe(false);
  });
});
