// Days are counted by the calendar, across months, leap years and changes of summer time.
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, monthGrid, startOfWeek, weekGrid } from './days.ts';

describe('days', () => {
  it('counts across months, years, leap days and the change of the clocks', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-10-25', -1)).toBe('2026-10-24');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-01');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-01');
  });

  it('begins a week where people begin it', () => {
    expect(startOfWeek('2026-11-26', 1)).toBe('2026-11-23');
    expect(startOfWeek('2026-11-26', 0)).toBe('2026-11-22');
    expect(startOfWeek('2026-11-23', 1)).toBe('2026-11-23');
    expect(startOfWeek('2026-11-26', 6)).toBe('2026-11-21');
    expect(weekGrid('2026-11-26', 1).at(-1)).toBe('2026-11-29');
  });

  it('shows whole weeks and every day of the month', () => {
    for (const [month, weeks] of [
      ['2026-02-10', 5],
      ['2027-02-10', 4],
      ['2026-11-10', 6],
    ] as const) {
      const grid = monthGrid(month, 1);
      expect(grid.length).toBe(weeks * 7);
      expect(grid.filter((day) => day.startsWith(month.slice(0, 7))).length).toBe(
        daysBetween(`${month.slice(0, 7)}-01`, addDays(addMonths(month, 1), -1)).length,
      );
    }
  });
});
