// What a refusal says in English is said in the reader's words.
import { beforeAll, expect, it } from 'vitest';
import { loadLanguage } from '../../i18n/index.ts';
import '../../i18n/later.ts';
import { fewText } from './few.ts';

beforeAll(() => loadLanguage('en'));

it('tells how much there is and how much is needed, and keeps words it does not know', () => {
  expect(fewText('Too few customers with a purchase: 0, at least 5 are needed.')).toContain('0 of at least 5');
  expect(fewText('All look alike.')).toBe('All look alike.');
  expect(fewText(undefined)).toBeUndefined();
});
