// Periods before, after and of other lengths.
import { describe, expect, it } from 'vitest';
import { besides, firstDayOf, isPeriod, thisQuarter, withLength } from './period.ts';

describe('periods', () => {
  it.each([
    ['2026-Q4', 1, '2027-Q1'],
    ['2026-Q1', -1, '2025-Q4'],
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026', -2, '2024'],
  ])('%s and %i further is %s', (period, steps, other) => expect(besides(period, steps)).toBe(other));
  it('change their length around the same beginning', () => {
    expect(withLength('2026-Q4', 'month')).toBe('2026-10');
    expect(withLength('2026-11', 'quarter')).toBe('2026-Q4');
    expect(withLength('2026-11', 'year')).toBe('2026');
    expect(firstDayOf('2026-Q4')).toBe('2026-10-01');
  });
  it('are told from other texts', () => {
    expect(['2026', '2026-Q1', '2026-12'].every(isPeriod)).toBe(true);
    expect(['', '2026-Q5', '2026-13', '26', 5].some(isPeriod)).toBe(false);
    expect(thisQuarter(new Date('2026-11-26T12:00:00Z'))).toBe('2026-Q4');
  });
});
