// Which system wrote a file.
import { expect, it } from 'vitest';
import type { Import, ImportColumn } from '../../api/imports.ts';
import { recognize } from './recognize.ts';

const column = (index: number, system: string, object = 'person') =>
  ({
    index,
    header: `h${index}`,
    examples: [],
    guess: { object, field: 'x', system, confidence: 1, reason: '' },
  }) as unknown as ImportColumn;
const file = (columns: ImportColumn[]) => ({ columns }) as Import;

it('is told by several headers, never by one or two', () => {
  expect(recognize(file([column(0, 'HubSpot'), column(1, 'HubSpot'), column(2, '')]))).toBeNull();
  expect(
    recognize(file([column(0, 'HubSpot'), column(1, 'HubSpot', 'company'), column(2, 'HubSpot'), column(3, 'Zoho')])),
  ).toEqual({ system: 'HubSpot', object: 'person', columns: 3 });
});
