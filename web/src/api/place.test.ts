// Outside of a browser, and at every address but one, the app is the real one.
import { expect, test } from 'vitest';
import { home, inPractice, keptAs, outward, toPractice } from './place.ts';

test('the real workspace has plain addresses', () => {
  expect([home, inPractice, outward('/deals'), keptAs('draft')]).toEqual(['', false, '/deals', 'draft']);
  expect(toPractice('/deals')).toBe('/practice/deals');
});
