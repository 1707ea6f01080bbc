// When the first answer to a lead is soon due or late, and the share answered in time.
import { describe, expect, it } from 'vitest';
import { shareOf, urgencyOf } from './answer.ts';

const at = (text: string) => Date.parse(text);

describe('a first answer', () => {
  it('is soon in the last quarter, late from its moment on', () => {
    const [came, by] = [at('2026-03-27T08:00:00Z'), at('2026-03-27T12:00:00Z')];
    expect(urgencyOf(by, came, at('2026-03-27T10:59:00Z'))).toBe('calm');
    expect(urgencyOf(by, came, at('2026-03-27T11:00:00Z'))).toBe('soon');
    expect(urgencyOf(by, came, by)).toBe('late');
    // Over a weekend the last quarter would be a day.
    expect(urgencyOf(at('2026-03-30T06:30:00Z'), came, at('2026-03-29T20:00:00Z'))).toBe('calm');
    expect(urgencyOf(at('2026-03-27T08:20:00Z'), came, came)).toBe('soon');
  });

  it('counts for the share once it is decided', () => {
    const row = { owner: null, name: null, in_time: 3, late: 1, missed: 2, waiting: 9 };
    expect(shareOf([row])).toBe(0.5);
    expect(shareOf([{ ...row, in_time: 0, late: 0, missed: 0 }])).toBeNull();
    expect(shareOf([])).toBeNull();
  });
});
