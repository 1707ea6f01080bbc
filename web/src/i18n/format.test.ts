// Checks that what people type and read is understood the same way in every language and time zone.
import { describe, expect, it } from 'vitest';
import { formatDuration, formatInteger, instantOf, parseDecimal, parseDuration, wallTimeOf } from './format.ts';

describe('numbers typed by people', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,5', '1234.5'],
    ["1'234.50", '1234.50'],
    ['-12', '-12'],
    ['1.234.567', '1234567'],
    ['abc', null],
    ['', null],
  ])('%s is %s', (typed, read) => expect(parseDecimal(typed)).toBe(read));
});

describe('durations', () => {
  it.each([
    ['1:30', 5400],
    ['90', 5400],
    ['1h 30m', 5400],
    ['45 min', 2700],
    ['1,5 h', 5400],
    ['soon', null],
  ])('%s is %s seconds', (typed, read) => expect(parseDuration(typed)).toBe(read));

  it('are shown in hours and minutes', () => expect(formatDuration(5400)).toBe('1 h 30 min'));
});

describe('wall-clock times', () => {
  it('become instants of the zone, in winter and summer', () => {
    expect(instantOf('2026-01-15 09:00:00', 'Europe/Ljubljana')).toBe('2026-01-15T08:00:00Z');
    expect(instantOf('2026-07-15 09:00:00', 'Europe/Ljubljana')).toBe('2026-07-15T07:00:00Z');
  });
  it('come back as they were written', () => {
    expect(wallTimeOf('2026-07-15T07:00:00Z', 'Europe/Ljubljana')).toBe('2026-07-15 09:00:00');
  });
});

describe('whole numbers', () => {
  it('keep years together and group what is longer', () => {
    expect([formatInteger(1901), formatInteger(43210)]).toEqual(['1901', '43,210']);
  });
});
