// Checks that what people type and read is understood the same way in every language and time zone.
import { afterEach, describe, expect, it } from 'vitest';
import {
  compareText,
  dayInput,
  formatDate,
  formatDuration,
  formatInteger,
  formatMoney,
  formatNumber,
  formatPercent,
  instantOf,
  parseDecimal,
  parseDuration,
  setFormatting,
  typedDecimal,
  wallTimeOf,
} from './format.ts';
import { loadLanguage, matchLanguage } from './index.ts';

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

describe('another language', () => {
  const speak = async (language: string) => {
    await loadLanguage(matchLanguage(language));
    setFormatting({ language, zone: 'Europe/Ljubljana', currency: 'EUR', firstWeekday: 1 });
  };
  afterEach(() => speak('en'));
  // What Intl writes has spaces that do not break; here they are plain ones, so that the table can be read.
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

  it.each([
    ['sl', '1.234.567,5', '1234,50 €', '12,5 %', '5. nov. 2026'],
    ['sk', '1 234 567,5', '1 234,50 €', '12,5 %', '5. 11. 2026'],
    ['sv', '1 234 567,5', '1 234,50 €', '12,5 %', '5 nov. 2026'],
    ['sr', '1.234.567,5', '1.234,50 €', '12,5%', '5. 11. 2026.'],
    ['sr-Latn', '1.234.567,5', '1.234,50 €', '12,5%', '5. 11. 2026.'],
  ])('%s writes numbers, money, percent and days its own way', async (language, number, money, percent, day) => {
    await speak(language);
    expect(plain(formatNumber(1_234_567.5))).toBe(number);
    expect(plain(formatMoney('1234.50', 'EUR'))).toBe(money);
    expect(plain(formatPercent('12.5'))).toBe(percent);
    expect(plain(formatDate('2026-11-05'))).toBe(day);
  });

  it.each(['en', 'sl', 'sk', 'sv', 'sr', 'sr-Latn'])('%s reads back what it has written', async (language) => {
    await speak(language);
    for (const value of ['0.125', '1.234', '12.5', '-1234.5', '1234567', '1234.567']) {
      expect(parseDecimal(typedDecimal(value)), value).toBe(value);
      expect(parseDecimal(formatNumber(value)), value).toBe(value);
    }
    for (const seconds of [5400, 60, 45, 7200]) expect(parseDuration(formatDuration(seconds))).toBe(seconds);
  });

  it('says what one separator alone means', async () => {
    expect([parseDecimal('1,234'), parseDecimal('1.234')]).toEqual(['1234', '1.234']);
    await speak('sl');
    expect([parseDecimal('1.234'), parseDecimal('1,234'), parseDecimal('0.125')]).toEqual(['1234', '1.234', '0.125']);
  });

  it('sorts by its alphabet', async () => {
    const words = ['zebra', 'čas', 'cena', 'öra', 'ulv', 'chata', 'hra', 'lovac', 'ljubav'];
    const sorted = () => [...words].sort(compareText).join(' ');
    await speak('sk');
    expect(sorted()).toBe('cena čas hra chata ljubav lovac öra ulv zebra');
    await speak('sv');
    expect(sorted()).toBe('čas cena chata hra ljubav lovac ulv zebra öra');
    await speak('sr-Latn');
    expect(sorted()).toBe('cena chata čas hra lovac ljubav öra ulv zebra');
  });

  it('has calendars in its language that begin on the first day of the week', async () => {
    await speak('sr');
    expect(dayInput(true)).toEqual({ locale: 'sr-cyrl', valueFormat: 'D. M. YYYY. HH:mm', firstDayOfWeek: 1 });
  });
});
