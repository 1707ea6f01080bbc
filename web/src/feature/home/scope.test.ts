// Days and months of the home page, and whose records it asks for.
import { describe, expect, it } from 'vitest';
import { dayFrom, monthFrom, within } from './scope.ts';

const now = Date.parse('2026-01-31T12:00:00Z');

describe('days', () => {
  it('go over the ends of months', () => {
    expect(dayFrom(0, now)).toBe('2026-01-31');
    expect(dayFrom(1, now)).toBe('2026-02-01');
    expect(monthFrom(0, now)).toBe('2026-01-01');
    expect(monthFrom(-1, now)).toBe('2025-12-01');
    expect(monthFrom(1, now)).toBe('2026-02-01');
  });
});

describe('the scope', () => {
  const open = { field: 'done', op: 'is', value: false } as const;
  it('narrows to what is one’s own, or leaves the conditions as they are', () => {
    expect(within('mine', open)).toEqual({ and: [{ field: 'owner', op: 'is', value: 'me' }, open] });
    expect(within('all', open)).toEqual(open);
  });
});
