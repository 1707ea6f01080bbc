// Arranging a layout: fields and sections go where they are put, and none is lost.
import { expect, test } from 'vitest';
import { changeField, newKey, placeField, type Sections, stepField, stepSection } from './moves.ts';

const sections: Sections = [
  { key: 'a', label: 'A', collapsed: false, fields: [{ field: 'one', required: true }, { field: 'two' }] },
  { key: 'b', label: 'B', collapsed: false, fields: [{ field: 'three' }] },
];
const shape = (found: Sections) =>
  found.map((section) => `${section.key}:${section.fields.map((one) => one.field)}`).join(' ');

test('a field is put before another one, into another section, with its rules', () => {
  const moved = placeField(sections, 'one', 'b', 'three');
  expect(shape(moved)).toBe('a:two b:one,three');
  expect(moved[1]?.fields[0]?.required).toBe(true);
  expect(shape(placeField(sections, 'new', 'a', null))).toBe('a:one,two,new b:three');
  expect(shape(placeField(sections, 'one', null, null))).toBe('a:two b:three');
  expect(shape(placeField(sections, 'one', 'a', 'one'))).toBe('a:one,two b:three');
});

test('a field steps up and down, also over the edge of its section', () => {
  expect(shape(stepField(sections, 'one', 1))).toBe('a:two,one b:three');
  expect(shape(stepField(sections, 'two', 1))).toBe('a:one b:two,three');
  expect(shape(stepField(sections, 'three', -1))).toBe('a:one,two,three b:');
  expect(shape(stepField(sections, 'one', -1))).toBe('a:one,two b:three');
});

test('sections change places, and new ones have keys of their own', () => {
  expect(shape(stepSection(sections, 'b', -1))).toBe('b:three a:one,two');
  expect(shape(stepSection(sections, 'b', 1))).toBe('a:one,two b:three');
  expect(newKey([{ key: 'section_2', label: '', collapsed: false, fields: [] }])).toBe('section_3');
});

test('a rule that says nothing is not kept', () => {
  const [first] = changeField(sections, 'one', { required: false, on_form: false });
  expect(first?.fields[0]).toEqual({ field: 'one', on_form: false });
});
