// Keys made from labels in the languages of the users.
import { expect, it } from 'vitest';
import { choicesOf, keyOf } from './key.ts';

it.each([
  ['Serial number', 'x_serial_number'],
  ['Číslo stroja', 'x_cislo_stroja'],
  ['Đorđe & Co.', 'x_djordje_co'],
  ['***', ''],
])('%s becomes %s', (label, key) => expect(keyOf(label)).toBe(key));

it('gives each choice a key of its own', () => {
  expect(choicesOf(['New', 'new!', 'Ново'])).toEqual([
    { key: 'new', label: 'New' },
    { key: 'new_2', label: 'new!' },
    { key: 'choice_3', label: 'Ново' },
  ]);
});
