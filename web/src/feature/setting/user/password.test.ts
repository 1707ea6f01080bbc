// First passwords are never the same and always long enough.
import { expect, it } from 'vitest';
import { makePassword } from './password.ts';

it('reads as words with figures at the end', () => {
  expect(makePassword(() => 0)).toBe('baba-baba-baba-baba-000');
  expect(makePassword()).toMatch(/^([a-z]{4}-){4}\d{3}$/);
});

it('is another one each time', () => {
  expect(new Set(Array.from({ length: 200 }, () => makePassword())).size).toBe(200);
});
