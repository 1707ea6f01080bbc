// Working hours in their own zone, as the calendar shades them.
import { expect, test } from 'vitest';
import { aheadOfUtc, workedOn } from './hours.ts';

const hours = (zone: string) => ({ user: 'u', zone, stretches: [{ weekday: 1, from: '08:00', until: '16:30' }] });

test('a zone is ahead by what its clocks show on that day', () => {
  expect(aheadOfUtc('2026-07-06', 'Europe/Ljubljana')).toBe(120);
  expect(aheadOfUtc('2026-11-30', 'Europe/Ljubljana')).toBe(60);
  expect(aheadOfUtc('2026-11-30', 'America/St_Johns')).toBe(-210);
});

test('hours of somebody in another zone stand where they are here', () => {
  const zone = 'Europe/Ljubljana';
  expect(workedOn('2026-11-30', hours(zone), zone)).toEqual([[480, 990]]);
  expect(workedOn('2026-12-01', hours(zone), zone)).toEqual([]);
  expect(workedOn('2026-11-30', hours('Europe/London'), zone)).toEqual([[540, 1050]]);
  expect(workedOn('2026-11-30', hours('Asia/Tokyo'), zone)).toEqual([[0, 510]]);
  expect(workedOn('2026-11-30', undefined, zone)).toBeUndefined();
});
