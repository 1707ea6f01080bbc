// Quick filters ask only what the fields of an object can be asked.
import { describe, expect, it } from 'vitest';
import type { Field, ObjectType } from '../../api/types.ts';
import { quickFilters } from './quick.ts';

const field = (key: string, kind: Field['kind'], operators: Field['operators'], more: Partial<Field> = {}) =>
  ({ key, label: key, kind, operators, choices: null, ...more }) as Field;

const object = (fields: Field[], moment: string | null = null) => ({ fields, moment }) as ObjectType;

describe('quick filters', () => {
  it('offer own, open, due and new where there are fields for it', () => {
    const deal = object([
      field('outcome', 'choice', ['is'], { choices: [{ key: 'open', label: 'Open' }] as Field['choices'] }),
      field('close_date', 'date', ['within']),
      field('owner', 'link', ['is'], { to: 'user' }),
      field('created_at', 'timestamp', ['within']),
    ]);
    expect(quickFilters(deal).map(({ key }) => key)).toEqual(['mine', 'outcome', 'week', 'month', 'created']);
    expect(quickFilters(deal)[0]?.condition).toEqual({ field: 'owner', op: 'is', value: 'me' });
  });

  it('offer nothing that cannot be asked', () => {
    const hidden = object([field('owner', 'link', [], { to: 'user' }), field('created_at', 'timestamp', ['is_empty'])]);
    expect(quickFilters(hidden)).toEqual([]);
  });
});
