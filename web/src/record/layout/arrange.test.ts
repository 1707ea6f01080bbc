// Where fields stand on a page: in their sections, shown and required as the rules say, nothing lost.
import { expect, test } from 'vitest';
import type { Layout } from '../../api/layouts.ts';
import type { Field } from '../../api/types.ts';
import { arrange, tabsIn } from './arrange.ts';

const field = (key: string, required = false) => ({ key, label: key, required }) as Field;
const fields = [field('name', true), field('amount'), field('outcome'), field('reason'), field('note')];
const layout: Layout = {
  object: 'deal',
  sections: [
    {
      key: 'money',
      label: 'Money',
      labels: { sl: 'Denar' },
      collapsed: false,
      fields: [{ field: 'amount', required: true }, { field: 'gone' }],
    },
    {
      key: 'end',
      label: 'End',
      collapsed: true,
      fields: [
        { field: 'outcome', on_form: false },
        {
          field: 'reason',
          shown_if: { field: 'outcome', op: 'is', value: 'lost' },
          required: { field: 'amount', op: 'gt', value: 100 },
        },
      ],
    },
  ],
};
const shape = (values: Record<string, unknown>, onForm = false, language = 'en') =>
  arrange(layout, fields, values, language, onForm).map(
    (section) =>
      `${section.label}: ${section.fields.map((one) => one.field.key + (one.required ? '!' : '')).join(' ')}`,
  );

test('fields stand in their sections, what is not named in a last one', () => {
  expect(shape({ outcome: 'lost', amount: 500 })).toEqual([
    'Money: amount!',
    'End: outcome reason!',
    'null: name! note',
  ]);
});

test('a rule hides a field and another one requires it', () => {
  expect(shape({ outcome: 'won', amount: 500 })[1]).toBe('End: outcome');
  expect(shape({ outcome: 'lost', amount: 50 })[1]).toBe('End: outcome reason');
});

test('what a form does not show is not among the rest either', () => {
  expect(shape({ outcome: 'won' }, true)).toEqual(['Money: amount!', 'null: name! note']);
});

test('sections have their names in the language of the user', () => {
  expect(shape({}, false, 'sl')[0]).toMatch(/^Denar/);
});

test('without a layout all fields stand together', () => {
  expect(arrange(undefined, fields, {}, 'en').map((one) => one.fields.length)).toEqual([5]);
});

test('a section stands in its tab, and a tab with nothing to be seen is not offered', () => {
  const tabbed: Layout = {
    object: 'deal',
    tabs: [
      { key: 'money', label: 'Money', labels: { sl: 'Denar' } },
      { key: 'end', label: 'End' },
    ],
    sections: [
      { key: 'a', label: 'A', collapsed: false, tab: 'money', fields: [{ field: 'amount' }] },
      {
        key: 'b',
        label: 'B',
        collapsed: false,
        tab: 'end',
        fields: [{ field: 'reason', shown_if: { field: 'outcome', op: 'is', value: 'lost' } }],
      },
      { key: 'c', label: 'C', collapsed: false, tab: 'gone', fields: [{ field: 'note' }] },
    ],
  };
  const seen = (outcome: string) => {
    const sections = arrange(tabbed, fields, { outcome }, 'sl');
    return [tabsIn(tabbed, sections, 'sl').map(({ label }) => label), sections.map(({ tab }) => tab ?? '-')];
  };
  expect(seen('open')).toEqual([['Denar'], ['money', '-', '-']]);
  expect(seen('lost')).toEqual([
    ['Denar', 'End'],
    ['money', 'end', '-', '-'],
  ]);
});
