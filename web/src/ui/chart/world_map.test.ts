// The map by country: where countries lie, which part of the world is shown, how deep a number is painted.
import { describe, expect, it } from 'vitest';
import outlines from './outlines.json';
import { around, boxOf, deepOf } from './WorldMap.tsx';

const box = (code: keyof typeof outlines) => boxOf(outlines[code]);

describe('a map by country', () => {
  it('knows where a country lies, in twentieths of a degree', () => {
    const slovenia = box('SI');
    expect(slovenia.left / 20).toBeCloseTo(13.4, 0);
    expect(slovenia.right / 20).toBeCloseTo(16.6, 0);
    // What lies across the date line is in one piece.
    expect(box('RU').right / 20).toBeGreaterThan(180);
    expect(box('RU').right - box('RU').left).toBeLessThan(200 * 20);
  });

  it('takes the largest part of a country, not its islands overseas', () => {
    expect((box('FR').right - box('FR').left) / 20).toBeLessThan(15);
  });

  it('shows the part of the world in which there is something, and all of it where there is nothing', () => {
    const shown = around([box('SI'), box('SE')]);
    expect(shown.left).toBeLessThan(box('SE').left);
    expect(shown.right - shown.left).toBeLessThan(1000);
    expect(around([]).right - around([]).left).toBeGreaterThan(7000);
    expect(around([box('LU')]).right - around([box('LU')]).left).toBe(240);
  });

  it('lets a small number be seen beside a large one', () => {
    expect(deepOf(100, 100)).toBe(100);
    expect(deepOf(1, 100)).toBeGreaterThan(20);
    expect(deepOf(1, 0)).toBe(0);
  });
});
