// Mentions: what one types and what is kept are the same text in two forms.
import { expect, test } from 'vitest';
import { kept, mentionAt, namedIn, typed } from './mention.ts';

const ana = { id: '01930000-0000-7000-8000-000000000001', name: 'Ana Novak' };
const short = { id: '01930000-0000-7000-8000-000000000002', name: 'Ana' };
const text = `Ask @[Ana Novak](user:${ana.id}), please.`;

test('a mention is read as a name and kept with its id', () => {
  expect(typed(text)).toBe('Ask @Ana Novak, please.');
  expect(namedIn(text)).toEqual([{ name: 'Ana Novak', id: ana.id }]);
  expect(kept('Ask @Ana Novak, please.', [short, ana])).toBe(text);
});

test('a name that was typed over is plain text', () => {
  expect(kept('Ask @Ana Nova, please.', [ana])).toBe('Ask @Ana Nova, please.');
  expect(kept('Ask @Ana Novakova', [ana])).toBe('Ask @Ana Novakova');
  expect(kept('ana@novak.example', [ana])).toBe('ana@novak.example');
});

test('people are asked for after an @ that begins a word', () => {
  expect(mentionAt('Hello @an', 9)).toEqual({ term: 'an', from: 6 });
  expect(mentionAt('@', 1)).toEqual({ term: '', from: 0 });
  expect(mentionAt('Hello @Ana No', 13)).toEqual({ term: 'Ana No', from: 6 });
  expect(mentionAt('mail@an', 7)).toBeNull();
  expect(mentionAt('Hello @ana then more', 20)).toBeNull();
});
