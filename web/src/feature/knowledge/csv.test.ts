// Tables as CSV: quoted where they must be, and never a formula.
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('cells are quoted where they must be, and no text becomes a formula', () => {
  const table = {
    head: ['Name', 'Amount'],
    rows: [
      ['A "b", c', -1.5],
      ['=1+1', '-12.50'],
      [null, undefined],
    ],
  };
  expect(csvOf(table)).toBe('Name,Amount\r\n"A ""b"", c",-1.5\r\n\'=1+1,-12.50\r\n,');
});
