// How long the app waits before it asks a server that is away once more.
import { describe, expect, it } from 'vitest';
import { pauseBefore } from './stream.ts';

describe('the pause before the next try', () => {
  it('grows, but never beyond reason', () => {
    const pauses = [0, 1, 2, 3, 10].map((attempt) => pauseBefore(attempt, 0.5));
    expect(pauses).toEqual([800, 1600, 3200, 6400, 30_000]);
  });

  it('differs from tab to tab', () => {
    expect(pauseBefore(2, 0)).toBeLessThan(pauseBefore(2, 1));
  });
});
