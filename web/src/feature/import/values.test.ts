// What becomes of texts that are no choice.
import { describe, expect, it } from 'vitest';
import type { FieldMapping, ImportColumn } from '../../api/imports.ts';
import type { Field } from '../../api/types.ts';
import { BLANK, fateOf, hasMore, REFUSE, settle, unknownValues, unsettledCount } from './values.ts';

const field = {
  key: 'sector',
  label: 'Sector',
  kind: 'choice',
  choices: [
    { key: 'retail', label: 'Retail' },
    { key: 'public_sector', label: 'Public' },
  ],
} as Field;
const column: ImportColumn = {
  index: 0,
  header: 'Industry',
  examples: ['retail', 'Public sector', 'Gov', ''],
  shape: { looks_like: 'text', confidence: 1, reason: '', options: {}, empty_share: 0, distinct: 1 },
  guess: null,
  ignored: null,
};
const plain: FieldMapping = { field: 'sector', column: 0, unknown_choice: 'blank' };
const checked: ImportColumn = {
  ...column,
  unknown: [
    {
      object: 'company',
      field: 'sector',
      values: [
        { value: 'Farm', rows: 12 },
        { value: 'Gov', rows: 3 },
      ],
      more: true,
    },
    { object: 'company', field: 'level', values: [{ value: 'High', rows: 9 }], more: false },
  ],
};

describe('texts that are no choice', () => {
  it('are those counted by the check, and before it those seen among the examples', () => {
    const place = { object: 0, field: 0 };
    expect(unknownValues({ column, field, place }, plain)).toEqual([{ text: 'Gov', rows: null }]);
    expect(unknownValues({ column: checked, field, place }, plain)).toEqual([
      { text: 'Farm', rows: 12 },
      { text: 'Gov', rows: 3 },
    ]);
    expect(hasMore({ column: checked, field, place })).toBe(true);
    expect(unsettledCount({ column: checked, field, place }, { ...plain, values: { Farm: '' } })).toBe(1);
  });
  it('become a choice, nothing, or a refusal', () => {
    const all = ['Gov', 'Farm'];
    const mapped = settle(plain, all, 'Gov', 'public_sector');
    expect(mapped.values).toEqual({ Gov: 'public_sector' });
    expect([fateOf(mapped, field, 'Gov'), fateOf(mapped, field, 'Farm')]).toEqual(['public_sector', BLANK]);
    const refused = settle(mapped, all, 'Gov', REFUSE);
    expect(refused).toEqual({ ...plain, values: { Farm: '' }, unknown_choice: 'refuse' });
    expect([fateOf(refused, field, 'Gov'), fateOf(refused, field, 'Farm')]).toEqual([REFUSE, BLANK]);
  });
});
