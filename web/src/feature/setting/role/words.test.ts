// A role in words, and what follows from a right that is taken away.
import { expect, it } from 'vitest';
import type { ObjectRights } from '../../../api/types.ts';
import { changesOf, type Draft, fitting, NOTHING, withField, withoutObject, withRight } from './draft.ts';
import { sayRights, sayRole } from './words.ts';

const rights = (change: Partial<ObjectRights>): ObjectRights => ({ ...NOTHING, ...change });
const role = (objects: Record<string, ObjectRights>): Draft => ({
  name: 'Sales',
  administrator: false,
  objects,
  fields: {},
});

it('says what a role may do as one would say it', () => {
  expect(sayRights(rights({ read: 'team', create: true, change: 'own' }))).toBe(
    'sees those of the own team, makes new ones, changes own',
  );
  expect(sayRights(rights({ read: 'all' }))).toBe('sees all, changes nothing');
  expect(sayRights(NOTHING)).toBe('does not see them');
});

it('names objects with the same rights together and the rest last', () => {
  const all = rights({ read: 'all', change: 'all' });
  const lines = sayRole(role({ '*': NOTHING, deal: all, lead: all, product: rights({ read: 'all' }) }));
  expect(lines.map((line) => line.objects)).toEqual([['deal', 'lead'], ['product'], ['*']]);
});

it('takes back what cannot be without seeing', () => {
  expect(fitting(rights({ read: 'own', change: 'all', remove: 'team', create: true }))).toEqual(
    rights({ read: 'own', change: 'own', remove: 'own', create: true }),
  );
  const blind = withRight(role({ deal: rights({ read: 'all', create: true, change: 'all' }) }), 'deal', {
    read: 'none',
  });
  expect(blind.objects.deal).toEqual(NOTHING);
});

it('names every difference and nothing else', () => {
  const before = role({ '*': rights({ read: 'all' }), deal: rights({ read: 'all', change: 'own' }) });
  expect(changesOf(before, before)).toEqual(new Set());
  expect(changesOf(before, withRight(before, 'deal', { read: 'own' }))).toEqual(new Set(['deal.read']));
  expect(changesOf(before, withoutObject(before, 'deal'))).toEqual(new Set(['deal.change', 'deal.rule']));
  expect(changesOf(before, withField(before, 'deal.amount', 'hidden'))).toEqual(new Set(['fields.deal.amount']));
  expect(changesOf(before, withField(withField(before, 'deal.amount', 'hidden'), 'deal.amount', 'write'))).toEqual(
    new Set(),
  );
});
