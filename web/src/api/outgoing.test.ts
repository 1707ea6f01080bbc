// What the forms hold becomes what the server takes.
import { expect, it } from 'vitest';
import { outgoing } from './outgoing.ts';

it('sends links as ids and leaves out what the server only tells', () => {
  expect(
    outgoing({
      company: { id: 'c1', object: 'company', title: 'Acme' },
      owner: { id: 'u1', title: 'Ana' },
      phones: [{ number: '+38640', national: '040', primary: true }, { number: '' }],
      name: { given: 'Ana', family: 'Novak', display: 'Ana Novak' },
      amount: { amount: '1.50', currency: 'EUR' },
      tags: ['a', ''],
      emails: [{ address: '', primary: false }],
      note: null,
    }),
  ).toEqual({
    company: 'c1',
    owner: 'u1',
    phones: [{ number: '+38640', primary: true }],
    name: { given: 'Ana', family: 'Novak' },
    amount: { amount: '1.50', currency: 'EUR' },
    tags: ['a'],
    emails: null,
    note: null,
  });
});
