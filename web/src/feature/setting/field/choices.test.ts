// Pasted choices become choices with keys of their own, and what records hold never changes by a new name or place.
import { expect, it } from 'vitest';
import { type ChoiceDraft, colored, moved, readChoices } from './choices.ts';

const labels = (list: ChoiceDraft[]) => list.map((choice) => choice.label);
const keys = (list: ChoiceDraft[]) => list.map((choice) => choice.key);

it('reads lines, or one line with commas, semicolons or tabs', () => {
  expect(labels(readChoices('Red\r\nGreen, dark\n\n Blue ', []))).toEqual(['Red', 'Green, dark', 'Blue']);
  expect(labels(readChoices('Red, Green;Blue\tGray', []))).toEqual(['Red', 'Green', 'Blue', 'Gray']);
});

it('leaves out what is there already, and gives each a key of its own', () => {
  const known = [{ key: 'red', label: 'Red', color: '' }];
  const found = readChoices('red\nRed!\nRed?\nНово\nСтаро', known);
  expect(labels(found)).toEqual(['Red!', 'Red?', 'Ново', 'Старо']);
  expect(keys(found)).toEqual(['red_2', 'red_3', 'choice', 'choice_2']);
});

it('takes five thousand at once', () => {
  const many = readChoices(Array.from({ length: 5000 }, (_, place) => `Part ${place}`).join('\n'), []);
  expect(new Set(keys(many)).size).toBe(5000);
});

it('moves to a place and colors one after the other', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['c', 'a', 'b']);
  const [one, two] = colored(readChoices('a\nb', []));
  expect(one?.color).not.toBe(two?.color);
});
