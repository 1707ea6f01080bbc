// How long a removed record still stays.
import { expect, it } from 'vitest';
import { daysLeft } from './days.ts';

const now = Date.parse('2026-11-26T12:00:00Z');

it('counts whole days down to none, and never below', () => {
  expect(daysLeft('2026-11-26T11:00:00Z', 30, now)).toBe(29);
  expect(daysLeft('2026-10-28T12:00:00Z', 30, now)).toBe(1);
  expect(daysLeft('2026-10-27T13:00:00Z', 30, now)).toBe(0);
  expect(daysLeft('2026-01-01T00:00:00Z', 30, now)).toBe(0);
});
