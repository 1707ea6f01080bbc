// A few letters find what was meant, the closest first.
import { describe, expect, it } from 'vitest';
import { readQuery, score, suiting } from './match.ts';

describe('what was typed', () => {
  it('says by its first sign where to look', () => {
    expect(readQuery('ana')).toEqual({ mode: 'all', term: 'ana' });
    expect(readQuery('> new deal')).toEqual({ mode: 'action', term: 'new deal' });
    expect(readQuery('#ana')).toEqual({ mode: 'record', term: 'ana' });
    expect(readQuery('@')).toEqual({ mode: 'user', term: '' });
    expect(readQuery(' ?')).toEqual({ mode: 'help', term: '' });
  });
});

describe('a label', () => {
  it('suits by the beginnings of its words, in any order, without case and accents', () => {
    expect(score('New deal', 'deal ne')).toBeGreaterThan(0);
    expect(score('Šifrant', 'sif')).toBeGreaterThan(0);
    expect(score('New deal', 'dealer')).toBe(0);
    expect(score('New deal', 'new x')).toBe(0);
  });

  it('comes before others that suit less', () => {
    const labels = ['Product categories', 'Deal lines', 'Deals'].map((label) => ({ label }));
    expect(suiting(labels, 'deals', 3).map((one) => one.label)).toEqual(['Deals']);
    expect(suiting(labels, 'deal', 3)[0]?.label).toBe('Deal lines');
    expect(suiting(labels, '', 2)).toHaveLength(2);
  });

  it('is found by other words too', () => {
    expect(suiting([{ label: 'Dark', words: 'appearance theme' }], 'theme dark', 3)).toHaveLength(1);
  });
});
