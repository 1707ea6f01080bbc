// Conditions on linked records come back from their editor as they went in, and never ask for what is not filled in yet.
import { describe, expect, it } from 'vitest';
import type { Filter } from '../api/types.ts';
import { closeLinked, openLinked, startLinked } from './linked_filter.ts';

const recent: Filter = { field: 'purchased_at', op: 'within', value: { last: 90, unit: 'day' } };
const sum = { measure: 'sum', field: 'total', op: 'gt' as const, value: { amount: '500', currency: 'EUR' } };

describe('conditions on linked records', () => {
  it.each<Filter>([
    { linked: 'purchase.person' },
    { not: { linked: 'purchase.person', where: recent } },
    { linked: 'purchase.person', where: recent, having: [{ measure: 'count', op: 'gte', value: 2 }, sum] },
    { linked: 'purchase.person', where: { or: [recent, { linked: 'purchase_line.purchase' }] } },
  ])('come back as they went in', (filter) => {
    const draft = openLinked(filter);
    expect(draft && closeLinked(draft)).toEqual(filter);
  });

  it.each<Filter>([
    recent,
    { not: recent },
    { not: { linked: 'purchase.person', having: [sum] } },
    { linked: 'purchase.person', having: [{ measure: 'last', field: 'total', op: 'gt', value: 1 }] },
  ])('are left alone when they say something else', (filter) => expect(openLinked(filter)).toBeNull());

  it('leave out what waits for a value', () => {
    const draft = startLinked('purchase.person');
    expect(
      closeLinked({
        ...draft,
        many: 'gte',
        bounds: [{ measure: 'sum', field: 'total', op: 'gt' }],
        where: { join: 'and', parts: [{ field: 'channel', op: 'in', value: [] }] },
      }),
    ).toEqual({ linked: 'purchase.person' });
  });
});
