// What the address asks, and what a mark leads to.
import { expect, test } from 'vitest';
import { type CohortResult, cohortName, figureOf, listsOf, parametersOf } from './model.ts';

const money = (amount: string) => ({ amount, currency: 'EUR' });
const cell = (key: string, customers: number) => ({
  key,
  customers,
  of: 4,
  share: customers / 4,
  total: money('10.00'),
  cumulated: money('20.00'),
  running: false,
});
const result: CohortResult = {
  by: 'first_purchase',
  customers: 4,
  total: money('20.00'),
  periods: [
    { key: '2026-01', from: '2026-01-01', to: '2026-01-31' },
    { key: '2026-02', from: '2026-02-01', to: '2026-02-28' },
  ],
  ages: [],
  rows: [
    {
      key: '2026-01',
      from: '2026-01-01',
      to: '2026-01-31',
      customers: 4,
      total: money('20.00'),
      lists: [
        {
          object: 'company',
          customers: 4,
          filter: { field: 'bought_first', op: 'between', value: ['2026-01-01', '2026-01-31'] },
        },
        { object: 'person', customers: 1, filter: null },
      ],
      cells: [cell('0', 4), cell('1', 2)],
    },
  ],
};

test('a cell leads to those who bought in its period', () => {
  const row = result.rows[0];
  if (!row) throw new Error('no row');
  const [list, ...none] = listsOf(result, row, 1);
  expect(none).toEqual([]);
  expect(list?.object).toBe('company');
  expect(JSON.stringify(list?.filter)).toContain('"linked":"purchase.company"');
  expect(JSON.stringify(list?.filter)).toContain('["2026-02-01","2026-02-28"]');
  expect(listsOf(result, row, 2)).toEqual([]);
  expect(row.cells.map((one) => figureOf(one, row, 'share'))).toEqual([1, 0.5]);
  expect(row.cells.map((one) => figureOf(one, row, 'each'))).toEqual([5, 5]);
});

test('the address says what is asked', () => {
  expect(parametersOf({})).toEqual({});
  expect(parametersOf({ period: 'quarter', by: 'source', show: 'total' })).toEqual({ period: 'quarter', by: 'source' });
});

test('a cohort is called as a reader writes its period', () => {
  expect(cohortName('2023-11')).toBe('Nov 2023');
  expect(cohortName('2023')).toBe('2023');
  expect(cohortName('web')).toBe('web');
});
