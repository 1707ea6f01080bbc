// What a chart draws adds up to what was counted, and nothing is mixed that has no common unit.
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../api/types.ts';
import { orderOf, placedIn } from './own_order.ts';
import { chartOf } from './series.ts';

const field = (key: string, kind: Field['kind'], more: Partial<Field> = {}) =>
  ({ key, label: key, kind, choices: null, ...more }) as Field;
const owner = { field: field('owner', 'link', { to: 'user' }), bucket: undefined };
const outcome = {
  field: field('outcome', 'choice', {
    choices: [
      { key: 'open', label: 'Open' },
      { key: 'won', label: 'Won' },
    ] as Field['choices'],
  }),
  bucket: undefined,
};
const count = { kind: 'count', field: undefined } as const;
const person = (id: number) => ({ id: `u${id}`, title: `Person ${id}` });

describe('a chart', () => {
  it('puts together what is small, and loses nothing by it', () => {
    const groups = Array.from({ length: 60 }, (_, at) => ({ key: [person(at)], values: [at + 1] }));
    const { rows } = chartOf(groups, [owner], count, undefined);
    expect(rows.length).toBe(24);
    expect(rows.at(-1)?.isRest).toBe(true);
    expect(rows.reduce((sum, row) => sum + row.total, 0)).toBe((60 * 61) / 2);
    expect(rows[0]?.label).toBe('Person 59');
  });

  it('stands in the order of the choices and has a series for each value of the second field', () => {
    const groups = [
      { key: ['won', person(1)], values: [2] },
      { key: ['open', person(1)], values: [3] },
      { key: ['open', person(2)], values: [5] },
    ];
    const order = orderOf([{ id: 'open' }, { id: 'won' }]);
    const { rows, series } = chartOf(groups, [outcome, owner], count, undefined, [order]);
    expect(rows.map(({ label, total }) => [label, total])).toEqual([
      ['Open', 8],
      ['Won', 2],
    ]);
    expect(series.map(({ name }) => name)).toEqual(['Person 1', 'Person 2']);
    expect(rows[0]?.values).toEqual({ 'Person 1': 3, 'Person 2': 5 });
  });

  it('stands in the order of the pipeline, or by size, and tells stages of the same name apart', () => {
    const stage = { field: field('stage', 'link', { to: 'stage' }), bucket: undefined };
    const at = (id: string, title: string, pipeline: string) => ({ id, title, version: 1, pipeline: { id: pipeline } });
    const stages = [at('s2', 'Won', 'b'), at('s1', 'Offer', 'a'), at('s3', 'Won', 'a')];
    const pipelines = [
      { id: 'a', title: 'New', version: 1 },
      { id: 'b', title: 'Renewal', version: 1 },
    ];
    const order = orderOf(placedIn(stages as never, 'pipeline', pipelines as never));
    const groups = stages.map(({ id, title }, place) => ({ key: [{ id, title }], values: [9 - place] }));
    const labels = (orders: Parameters<typeof chartOf>[4]) =>
      chartOf(groups, [stage], count, undefined, orders).rows.map(({ label }) => label);
    expect(labels([order])).toEqual(['Offer', 'Won · New', 'Won · Renewal']);
    expect(labels([undefined])).toEqual(['Won', 'Offer', 'Won']);
  });

  it('draws one currency and names the others', () => {
    const sum = { kind: 'sum', field: field('amount', 'money') } as const;
    const groups = [
      { key: ['open'], values: [{ amount: '10.50', currency: 'EUR' }], currency: 'EUR' },
      { key: ['won'], values: [{ amount: '4', currency: 'EUR' }], currency: 'EUR' },
      { key: ['open'], values: [{ amount: '900', currency: 'SEK' }], currency: 'SEK' },
    ];
    const euro = chartOf(groups, [outcome], sum, undefined);
    expect([euro.currency, euro.currencies, euro.rows.map(({ total }) => total)]).toEqual([
      'EUR',
      ['EUR', 'SEK'],
      [10.5, 4],
    ]);
    expect(chartOf(groups, [outcome], sum, 'SEK').rows.map(({ total }) => total)).toEqual([900]);
  });

  it('makes no average of averages', () => {
    const avg = { kind: 'avg', field: field('employees', 'integer') } as const;
    const groups = Array.from({ length: 40 }, (_, at) => ({ key: [person(at)], values: [at] }));
    expect(chartOf(groups, [owner], avg, undefined).rows.some(({ isRest }) => isRest)).toBe(false);
  });

  it('draws a zero where nothing happened', () => {
    const month = { field: field('closed_at', 'timestamp'), bucket: 'month' as const };
    const groups = [
      { key: ['2026-01-01'], values: [4] },
      { key: ['2025-11-01'], values: [2] },
    ];
    expect(chartOf(groups, [month], count, undefined).rows.map(({ total }) => total)).toEqual([2, 0, 4]);
  });
});
