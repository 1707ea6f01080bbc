// Conditions of layouts over the values of a record, as the server sends them.
import { expect, test } from 'vitest';
import type { Condition } from '../../api/layouts.ts';
import { evaluate } from './evaluate.ts';

const deal = {
  name: 'Bench lathe',
  amount: { amount: '2500.00', currency: 'EUR' },
  stage: { id: 's1', object: 'stage', title: 'Proposal' },
  outcome: 'lost',
  probability: 40,
  closes_on: '2026-03-01',
  tags: ['machine', 'urgent'],
  archived: false,
  reason: null,
  address: { street: '', city: null },
};

const cases: [string, Condition, boolean][] = [
  ['a choice', { field: 'outcome', op: 'is', value: 'lost' }, true],
  ['another choice', { field: 'outcome', op: 'is', value: 'won' }, false],
  ['not a choice', { field: 'outcome', op: 'is_not', value: 'won' }, true],
  ['one of some', { field: 'outcome', op: 'in', value: ['won', 'lost'] }, true],
  ['none of some', { field: 'outcome', op: 'not_in', value: ['won', 'open'] }, true],
  ['a link by its id', { field: 'stage', op: 'is', value: 's1' }, true],
  ['a link by the record', { field: 'stage', op: 'is', value: { id: 's1', object: 'stage', title: 'Old name' } }, true],
  ['money above', { field: 'amount', op: 'gt', value: '1000' }, true],
  ['money above money', { field: 'amount', op: 'gt', value: { amount: '9000', currency: 'EUR' } }, false],
  ['numbers by their size, not their letters', { field: 'probability', op: 'lt', value: 100 }, true],
  ['days in their order', { field: 'closes_on', op: 'lte', value: '2026-03-01' }, true],
  ['a tag among others', { field: 'tags', op: 'is', value: 'urgent' }, true],
  ['a tag that is not there', { field: 'tags', op: 'in', value: ['rare'] }, false],
  ['an unticked box', { field: 'archived', op: 'is', value: false }, true],
  ['a box nobody ever ticked', { field: 'never', op: 'is', value: false }, true],
  ['an empty value', { field: 'reason', op: 'empty' }, true],
  ['an address of empty parts', { field: 'address', op: 'filled' }, false],
  ['an empty value is below nothing', { field: 'reason', op: 'lt', value: 5 }, false],
  [
    'both',
    {
      and: [
        { field: 'outcome', op: 'is', value: 'lost' },
        { field: 'reason', op: 'empty' },
      ],
    },
    true,
  ],
  [
    'either',
    {
      or: [
        { field: 'outcome', op: 'is', value: 'won' },
        { field: 'reason', op: 'filled' },
      ],
    },
    false,
  ],
  ['not', { not: { field: 'outcome', op: 'is', value: 'won' } }, true],
  ['all of nothing holds', { and: [] }, true],
  ['one of nothing does not', { or: [] }, false],
];

test.each(cases)('%s', (_name, condition, wanted) => {
  expect(evaluate(condition, deal)).toBe(wanted);
});
