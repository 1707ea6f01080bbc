// The wizard's changes keep the mapping whole.
import { describe, expect, it } from 'vitest';
import type { ImportColumn, Mapping } from '../../api/imports.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { buildDictionary } from '../../dictionary/dictionary.ts';
import { addObject, changeTarget, dropObject, matchOptions, placeOf, startMapping } from './mapping.ts';

const field = (key: string, more: Partial<Field> = {}) =>
  ({
    key,
    label: key,
    kind: 'text',
    access: 'write',
    read_only: false,
    unique: false,
    required: false,
    to: null,
    ...more,
  }) as Field;
const object = (key: string, fields: Field[]) =>
  ({ key, plural: `${key}s`, title_field: 'name', fields, list_fields: [], can: {} }) as unknown as ObjectType;
const dictionary = buildDictionary({
  version: 1,
  currency: 'EUR',
  objects: [
    object('company', [field('name')]),
    object('deal', [field('name'), field('company', { kind: 'link', to: 'company' }), field('code', { unique: true })]),
    object('deal_line', [field('name'), field('deal', { kind: 'link', to: 'deal', required: true })]),
  ],
});
const column = (index: number, header: string): ImportColumn => ({
  index,
  header,
  examples: [],
  shape: { looks_like: 'text', confidence: 1, reason: '', options: {}, empty_share: 0, distinct: 1 },
  guess: null,
  ignored: null,
});
const mapping: Mapping = {
  objects: [
    {
      object: 'deal',
      match: ['code'],
      when_missing: 'create',
      conflict: 'overwrite',
      fields: [
        { field: 'name', column: 'Name', parse: { html: true } },
        { field: 'code', column: 1 },
      ],
    },
  ],
  options: { note: 'kept' },
};

describe('columns', () => {
  it('are found by header and by number', () => {
    expect(placeOf(mapping, column(0, ' name '))).toEqual({ object: 0, field: 0 });
    expect(placeOf(mapping, column(1, 'Other'))).toEqual({ object: 0, field: 1 });
    expect(placeOf(mapping, column(2, 'Third'))).toBeNull();
  });
  it('go elsewhere with the way their text is read', () => {
    const next = changeTarget(mapping, dictionary, column(0, 'Name'), { object: 0, field: 'company' });
    expect(next.objects[0]?.fields.at(-1)).toEqual({
      field: 'company',
      column: 'Name',
      parse: { html: true },
      link: { by: 'title', when_missing: 'create' },
    });
    expect(next.options).toEqual({ note: 'kept' });
  });
  it('can be left out', () =>
    expect(placeOf(changeTarget(mapping, dictionary, column(1, 'x'), null), column(1, 'x'))).toBeNull());
  it('start from their guesses', () => {
    const guessed = {
      ...column(0, 'E-mail'),
      guess: { object: 'person', field: 'emails', label: 'work', confidence: 0.9, reason: '' },
    };
    expect(startMapping([guessed, column(1, 'Odd')]).objects).toEqual([
      {
        object: 'person',
        match: [],
        when_missing: 'create',
        conflict: 'overwrite',
        fields: [{ field: 'emails', column: 0, label: 'work' }],
      },
    ]);
  });
});

describe('objects', () => {
  it('that are linked to come first', () => {
    const next = addObject(mapping, dictionary, 'company');
    expect(next.objects.map((one) => one.object)).toEqual(['company', 'deal']);
    expect(next.objects[1]?.fields.at(-1)).toEqual({ field: 'company', link: { to: 'company' } });
    expect(dropObject(next, 0)).toEqual(mapping);
  });
  it('that belong to another come after it', () => {
    const next = addObject(mapping, dictionary, 'deal_line');
    expect(next.objects.map((one) => one.object)).toEqual(['deal', 'deal_line']);
    expect(next.objects[1]?.fields).toEqual([{ field: 'deal', link: { to: 'deal' } }]);
  });
  it('are recognized by what identifies them', () => {
    const deal = mapping.objects[0];
    expect(deal && matchOptions(deal, dictionary.byKey.get('deal')).map((one) => one.value)).toEqual(['code', 'title']);
  });
});
