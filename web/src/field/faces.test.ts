// Every kind of field can be shown, asked for and written as text from its own example.
import { describe, expect, it } from 'vitest';
import type { Field, FieldKind } from '../api/types.ts';
import { faces } from './faces.ts';
import { safeHref } from './web_address/index.tsx';

const field = (kind: FieldKind): Field => ({
  key: 'x',
  label: 'X',
  kind,
  required: false,
  unique: false,
  custom: false,
  system: false,
  tracked: false,
  indexed: false,
  searchable: false,
  sortable: true,
  groupable: true,
  read_only: false,
  access: 'write',
  operators: [],
  help: null,
  choices: [
    { key: 'new', label: 'New' },
    { key: 'other', label: 'Other' },
  ],
  to: 'company',
  inverse_label: null,
  computed: null,
  max_length: null,
  currency: null,
  default: null,
  labels: {},
});

describe('faces', () => {
  it.each(Object.keys(faces).filter((kind) => kind !== 'computed') as FieldKind[])(
    '%s writes its example as text',
    (kind) => {
      expect(faces[kind].text(faces[kind].example, field(kind))).not.toBe('');
    },
  );
  it.each(Object.keys(faces) as FieldKind[])('%s writes nothing for no value', (kind) => {
    expect(faces[kind].text(null, field(kind))).toBe('');
  });
  it('shows choices by their label and money with its currency', () => {
    expect(faces.choice.text('new', field('choice'))).toBe('New');
    expect(faces.money.text({ amount: '1054.00', currency: 'EUR' }, field('money'))).toBe('€1,054.00');
  });
});

describe('web addresses', () => {
  it('become links only when they are web addresses', () => {
    expect(safeHref('https://a.example/x')).toBe('https://a.example/x');
    expect(safeHref('a.example')).toBe('https://a.example');
    expect(safeHref('javascript:alert(1)')).toBeNull();
  });
});
