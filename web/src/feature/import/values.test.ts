// What becomes of texts that are no choice.
import { describe, expect, it } from 'vitest';
import type { FieldMapping, ImportColumn } from '../../api/imports.ts';
import type { Field } from '../../api/types.ts';
import { BLANK, fateOf, REFUSE, settle, toldValues, unknownValues } from './values.ts';

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
const results = [
  { line: 2, rows: 1, outcome: 'created' as const, messages: ['Sector: “Farm” is no choice and was left out'] },
  {
    line: 3,
    rows: 1,
    outcome: 'refused' as const,
    messages: ['“Retial” is not one of the choices of Sector. Did you mean “retail”?'],
  },
  { line: 4, rows: 1, outcome: 'created' as const, messages: ['Level: “High” is no choice and was left out'] },
];

describe('texts that are no choice', () => {
  it('are found among the examples and in what the check told', () => {
    expect(toldValues(field, results)).toEqual(['Farm', 'Retial']);
    expect(unknownValues({ column, field, place: { object: 0, field: 0 } }, plain, results)).toEqual([
      'Gov',
      'Farm',
      'Retial',
    ]);
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
