// Rules by which tasks come again, between the server's text and the editor's choices.
import { expect, test } from 'vitest';
import { parseRepeat, repeatText, writeRepeat } from './rule.ts';

test('a rule is read and written the same', () => {
  for (const rule of [
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=5',
    'FREQ=YEARLY;UNTIL=20271231',
  ]) {
    const read = parseRepeat(rule);
    expect(read && writeRepeat(read)).toBe(rule);
  }
  expect(parseRepeat('every Monday')).toBeNull();
});

test('a rule is told in words', () => {
  expect(repeatText('FREQ=DAILY')).toBe('Every day');
  expect(repeatText('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH')).toBe('Every 2 weeks on Monday and Thursday');
  expect(repeatText('FREQ=MONTHLY;BYDAY=-1FR')).toBe('Every month on the last Friday');
  expect(repeatText('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=5')).toBe('Every month on the last day, 5 times');
  expect(repeatText('something else')).toBe('something else');
});
