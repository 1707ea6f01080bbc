// What a run was asked stands in the words of its controls.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLanguage } from '../../i18n/index.ts';
import '../../i18n/later.ts';
import { linksOf, askedText as told } from './asked.ts';

const named = {
  record: (id: string) => (id === 'p1' ? 'Compact drill' : undefined),
  field: (objects: readonly string[], key: string) => (objects[0] === 'deal' && key === 'owner' ? 'Owner' : undefined),
};
const askedText = (run: Parameters<typeof told>[0]) => told(run, named);

describe('what a run was asked', () => {
  beforeAll(() => loadLanguage('en'));

  it('is told with the labels of its controls', () => {
    const text = askedText({
      analysis: 'rfm',
      parameters: { convention: 'own', recency: [30, 60], compare_to: '2026-05-01', frequency: null },
    });
    expect(text).toMatch(/^Scores by: Own limits · Days since, limits: 30, 60 · Movements since: .*2026/);
  });

  it('is told with the words of its choices', () => {
    expect(askedText({ analysis: 'performance', parameters: { by: 'team', period: '2026-Q2' } })).toBe(
      'By: Teams · Period: Q2 2026',
    );
    expect(askedText({ analysis: 'lifetime_value', parameters: { customers: 'people', weeks: 52 } })).toBe(
      'Customers: People · Look ahead: 52',
    );
  });

  it('names what it is about', () => {
    const run = { analysis: 'price', parameters: { product: 'p1', change: '-0.1' } };
    expect(linksOf(run)).toEqual([{ object: 'product', id: 'p1' }]);
    expect(askedText(run)).toMatch(/: Compact drill · What if the price moves by: -10/);
    expect(askedText({ analysis: 'price', parameters: { product: 'gone' } })).not.toContain('gone');
    expect(askedText({ analysis: 'sales', parameters: { by: 'owner' } })).toBe('Told apart by: Owner');
    expect(askedText({ analysis: 'lifetime_value', parameters: { model: 'bg_nbd' } })).toBe('Model: BG/NBD');
    expect(askedText({ analysis: 'together', parameters: { support: '0.005' } })).toMatch(/: 0\.5/);
  });

  it('keeps what it has no word for', () => {
    expect(askedText({ analysis: 'new', parameters: { odd: { a: 1 } } })).toBe('odd: {"a":1}');
  });
});
