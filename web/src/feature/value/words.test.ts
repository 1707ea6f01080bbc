// Reasons and refusals say what the numbers say, whichever way they point.
import { describe, expect, it } from 'vitest';
import { reasonText, refusalText, share } from './words.ts';

const facts = { silence: 55, gap: 30, days: 6, lately: 2, before: 5, returned: 0.2, talks: 0 };

describe('reasons', () => {
  it('tell the fact that weighs', () => {
    expect(reasonText('rhythm', true, facts)).toBe('Usually every 30 days, silent for 55');
    expect(reasonText('rhythm', false, { ...facts, silence: 12 })).toBe('Within the usual rhythm of 30 days');
    expect(reasonText('rhythm', true, { ...facts, gap: null })).toBe('Silent for 55 days');
    expect(reasonText('trend', true, facts)).toBe('Buys less often than before: 5 days, now 2');
    expect(reasonText('frequency', true, { ...facts, days: 1 })).toBe('Bought only once');
    expect(reasonText('returns', true, facts)).toContain('Returned 20');
    expect(reasonText('talks', true, facts)).toBe('Nobody has called or met them lately');
  });

  it('are never certain of more than a whole percent', () => {
    expect(share(0.4462)).toMatch(/^45/u);
  });
});

describe('refusals', () => {
  it('have words of the reader, and else those of the method', () => {
    expect(refusalText({ key: 'too_few', text: '', needed: 60, got: 12 })).toContain('12 of at least 60');
    expect(refusalText({ key: 'no_repeat', text: '' })).toBe('No customer has bought a second time yet.');
    expect(refusalText({ key: 'something_new', text: 'In English.' })).toBe('In English.');
  });
});
