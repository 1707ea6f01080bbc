// What the arithmetic of the table promises: walking, the clipboard, the columns and what a pasted cell is read as.
import { describe, expect, it } from 'vitest';
import type { Field } from '../api/types.ts';
import { moveSpot, nextSpot, rangeOf } from './cell_range.ts';
import { readCell, readDay } from './cell_text.ts';
import { readTsv, writeHtml, writeTsv } from './clipboard.ts';
import { columnsInSight, firstWidth, isSummed, layoutOf, moveColumn, scrolledTo } from './column_model.ts';

const extent = { rows: 100, columns: 5, page: 20 };

describe('the focused cell', () => {
  it.each([
    ['ArrowDown', false, { row: 11, column: 2 }],
    ['ArrowLeft', false, { row: 10, column: 1 }],
    ['Home', false, { row: 10, column: 0 }],
    ['End', true, { row: 99, column: 4 }],
    ['PageUp', false, { row: 0, column: 2 }],
    ['PageDown', false, { row: 30, column: 2 }],
  ])('%s (far: %s) leads where a spreadsheet leads', (key, ctrlKey, expected) => {
    expect(moveSpot({ row: 10, column: 2 }, { key, ctrlKey }, extent)).toEqual(expected);
  });

  it('never leaves the table', () => {
    expect(moveSpot({ row: 0, column: 0 }, { key: 'ArrowUp' }, extent)).toEqual({ row: 0, column: 0 });
    expect(nextSpot({ row: 99, column: 4 }, false, extent)).toEqual({ row: 99, column: 4 });
  });

  it('goes on at the start of the next row', () => {
    expect(nextSpot({ row: 3, column: 4 }, false, extent)).toEqual({ row: 4, column: 0 });
  });

  it('spans a range whichever way one selects', () => {
    expect(rangeOf({ row: 4, column: 3 }, { row: 2, column: 5 })).toEqual({ top: 2, bottom: 4, left: 3, right: 5 });
  });
});

describe('the clipboard', () => {
  it('reads back what it writes, with tabs, quotes and line ends inside of cells', () => {
    const cells = [
      ['plain', 'two\nlines', 'a "word"'],
      ['', 'tab\there', '5" pipe'],
    ];
    expect(readTsv(writeTsv(cells))).toEqual(cells);
  });

  it('takes a lone quote at the start of a cell as text and keeps the rows after it', () => {
    expect(readTsv('"5 inch\tb\r\nc\td\r\n')).toEqual([
      ['"5 inch', 'b'],
      ['c', 'd'],
    ]);
  });

  it('writes no markup of a cell into the page it is pasted in', () => {
    expect(writeHtml([['<b>&']])).toBe('<table><tr><td>&lt;b&gt;&amp;</td></tr></table>');
  });
});

describe('the columns', () => {
  const layout = layoutOf([200, 100, 100, 100, 100, 100, 100]);

  it('draws those in sight only', () => {
    expect(columnsInSight(layout, 0, 400)).toEqual([1, 3]);
    expect(columnsInSight(layout, 300, 400)).toEqual([3, 6]);
  });

  it('scrolls a column out from under the frozen one', () => {
    expect(scrolledTo(layout, 1, 250, 400)).toBe(0);
    expect(scrolledTo(layout, 6, 0, 400)).toBe(400);
    expect(scrolledTo(layout, 0, 250, 400)).toBe(250);
  });

  it('keeps the name first', () => {
    expect(moveColumn(['a', 'b', 'c'], 2, 0)).toEqual(['a', 'c', 'b']);
    expect(moveColumn(['a', 'b', 'c'], 0, 2)).toEqual(['a', 'b', 'c']);
  });
});

describe('the first column', () => {
  it('takes the room the others leave, but not all of a wide screen', () => {
    expect(firstWidth(240, [190, 190], 700)).toBe(320);
    expect(firstWidth(240, [190, 190], 2560)).toBe(440);
    expect(firstWidth(240, [190, 190, 190], 360)).toBe(240);
  });
});

describe('the foot', () => {
  it.each([
    ['amount', 'money', true],
    ['quantity', 'decimal', true],
    ['duration', 'duration', true],
    ['employees', 'integer', true],
    ['x_visit_count', 'integer', true],
    ['founded', 'integer', false],
    ['position', 'integer', false],
    ['x_discount', 'integer', false],
    ['unit_price', 'money', false],
    ['probability', 'percent', false],
    ['company.revenue', 'money', false],
  ] as const)('%s (%s) is summed: %s', (key, kind, expected) => {
    expect(isSummed({ key, kind })).toBe(expected);
  });
});

describe('a pasted cell', () => {
  const field = (part: Partial<Field>) => ({ key: 'x', required: false, max_length: null, ...part }) as Field;

  it.each([
    ['integer', '1,234', { value: 1234 }],
    ['decimal', '12.5', { value: '12.5' }],
    ['percent', '12.5 %', { value: '12.5' }],
    ['money', '$1,234.50', { value: { amount: '1234.50', currency: 'USD' } }],
    ['boolean', 'Yes', { value: true }],
    ['date', '31.1.2026', { value: '2026-01-31' }],
    ['link', 'Kovač d.o.o.', { lookup: 'Kovač d.o.o.' }],
  ] as const)('%s: %s is read by its kind', (kind, text, expected) => {
    expect(readCell(field({ kind }), text)).toEqual(expected);
  });

  it('names a choice by its label, and refuses one that is not there', () => {
    const choices = [{ key: 'new', label: 'New' }] as Field['choices'];
    expect(readCell(field({ kind: 'choice', choices }), 'NEW')).toEqual({ value: 'new' });
    expect(readCell(field({ kind: 'choice', choices }), 'old')).toHaveProperty('problem');
  });

  it('empties what may be empty and nothing else', () => {
    expect(readCell(field({ kind: 'text' }), ' ')).toEqual({ value: null });
    expect(readCell(field({ kind: 'text', required: true }), '')).toHaveProperty('problem');
  });

  it('guesses no date', () => {
    expect(readDay('03/04/2026')).toBeNull();
    expect(readDay('13/04/2026')).toBe('2026-04-13');
    expect(readDay('2026-02-30')).toBeNull();
  });
});
