// What charts say: numbers with their intervals, colors as deep as numbers are large.
import { expect, test } from 'vitest';
import { depthOf, mostOf } from './HeatMap.tsx';
import { colorOf, countForm, joinOf, type PlotRow, type PlotSeries, placeOf, sumOf, textOf } from './model.ts';

const series: PlotSeries = { id: 'a', label: 'Deals', form: countForm };
const row = (value: number | null, band?: readonly [number, number]): PlotRow => ({
  id: String(value),
  label: 'June',
  values: { a: value },
  ...(band ? { bands: { a: band } } : {}),
});

test('a value is told with the interval around it, and a missing one as a dash, never as a zero', () => {
  expect(textOf(row(12, [10, 15]), series)).toBe('12 (10 – 15)');
  expect(textOf(row(null), series)).toBe('–');
  expect(sumOf([row(2), row(null), row(3)], series)).toBe(5);
});

test('a cell is the deeper the larger its number, and nothing where there is nothing', () => {
  const rows = [row(-8), row(4), row(0)];
  const most = mostOf({ rows, series: [series] });
  expect(most).toBe(8);
  expect(depthOf(-8, most)).toBeGreaterThan(depthOf(4, most));
  expect([depthOf(0, most), depthOf(0, 0)]).toEqual([0, 0]);
});

test('what is compared with has the color of what it stands beside', () => {
  expect(colorOf({ ...series, color: 0 }, 3)).toBe(colorOf(series, 0));
  expect(colorOf({ ...series, isRest: true }, 0)).not.toBe(colorOf(series, 0));
});

test('on an axis of numbers a row stands at its number, and what does not go on evenly is no curve', () => {
  expect(placeOf({ ...row(3), id: 'a', at: 90 }, true)).toBe(90);
  expect(placeOf({ ...row(3), id: 'a', at: 90 }, false)).toBe('a');
  expect([joinOf(true, true), joinOf(false, true), joinOf(false, false)]).toEqual(['stepAfter', 'linear', 'monotone']);
});
