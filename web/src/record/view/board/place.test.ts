// A dropped card stands where its column is sorted to have it.
import { describe, expect, it } from 'vitest';
import type { Field, RecordRow } from '../../../api/types.ts';
import { placeIn } from './place.ts';

const fields = [
  { key: 'amount', kind: 'money' },
  { key: 'close_date', kind: 'date' },
  { key: 'name', kind: 'text' },
] as Field[];
const row = (values: Record<string, unknown>) => ({ id: 'x', version: 1, ...values }) as unknown as RecordRow;
const money = (amount: string) => ({ amount, currency: 'EUR' });

describe('the place of a card', () => {
  it.each([
    ['-amount', '50.00', 1],
    ['-amount', '900.00', 0],
    ['-amount', '1.00', 3],
    ['amount', '50.00', 3],
  ])('follows numbers, not their letters: %s %s', (sort, amount, place) => {
    const amounts = ['100.00', '20.00', '9.00'];
    const rows = (sort === 'amount' ? ['9.00', '10.00', '20.00', '100.00'] : amounts).map((one) =>
      row({ amount: money(one) }),
    );
    const key = sort.replace('-', '');
    expect(placeIn(rows, row({ amount: money(amount) }), [{ key, descending: sort !== key }], fields)).toBe(place);
  });

  it('has nothing first, and last where the latest comes first', () => {
    const rows = ['2026-01-01', '2026-02-01'].map((close_date) => row({ close_date }));
    const nothing = row({ close_date: null });
    expect(placeIn(rows, nothing, [{ key: 'close_date', descending: false }], fields)).toBe(0);
    expect(placeIn([...rows].reverse(), nothing, [{ key: 'close_date', descending: true }], fields)).toBe(2);
  });

  it('asks the next step where the first is the same', () => {
    const rows = [row({ name: 'A', close_date: '2026-01-01' }), row({ name: 'C', close_date: '2026-01-01' })];
    const steps = [
      { key: 'close_date', descending: false },
      { key: 'name', descending: false },
    ];
    expect(placeIn(rows, row({ name: 'B', close_date: '2026-01-01' }), steps, fields)).toBe(1);
  });
});
