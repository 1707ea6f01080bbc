// What the address asks, and what a mark leads to.
import { expect, test } from 'vitest';
import { cutsOf, parametersOf } from './model.ts';

test('the address says what is asked', () => {
  expect(parametersOf({})).toEqual({});
  expect(parametersOf({ convention: 'ranks', since: '2026-01-31', recency: '1 2' })).toEqual({
    convention: 'ranks',
    compare_to: '2026-01-31',
  });
  expect(parametersOf({ convention: 'own', recency: '10, 20;30 40' })).toMatchObject({
    recency: ['10', '20', '30', '40'],
    frequency: ['1', '2', '4', '8'],
  });
  expect(cutsOf(' 1.5 -2 ')).toEqual(['1.5', '-2']);
});
