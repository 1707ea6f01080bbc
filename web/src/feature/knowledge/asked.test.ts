// What a run was asked stands in the words of its controls.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLanguage } from '../../i18n/index.ts';
import '../../i18n/later.ts';
import { askedText } from './asked.ts';

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
      'By: Teams · Period: 2026-Q2',
    );
    expect(askedText({ analysis: 'lifetime_value', parameters: { customers: 'people', weeks: 52 } })).toBe(
      'Customers: People · Look ahead: 52',
    );
  });

  it('keeps what it has no word for', () => {
    expect(askedText({ analysis: 'new', parameters: { odd: { a: 1 } } })).toBe('odd: {"a":1}');
  });
});
