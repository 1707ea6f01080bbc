// What went wrong is said in the user's language where the code is known, and in the server's words where it is not.
import { afterEach, describe, expect, it } from 'vitest';
import { loadLanguage } from '../i18n/index.ts';
import { describeField, describeProblem } from './describe.ts';
import { Problem } from './problem.ts';

const required = { field: 'name', code: 'required', message: 'Name must have a value.' };

describe('a problem', () => {
  afterEach(() => loadLanguage('en'));

  it('is told in the words of the server in English, which say more', () => {
    expect(describeField(required)).toBe('Name must have a value.');
    expect(describeProblem(new Problem(403, { code: 'forbidden', detail: 'Your role cannot do this.' }))).toBe(
      'Your role cannot do this.',
    );
  });

  it('is told by its code in another language', async () => {
    await loadLanguage('sv');
    expect(describeField(required)).toBe('Här behövs ett värde.');
    expect(describeProblem(new Problem(422, { code: 'invalid', problems: [required] }))).toBe('Här behövs ett värde.');
    expect(describeProblem(new Problem(409, { code: 'conflict', detail: 'Changed.' }))).toBe(
      'Någon annan har ändrat det under tiden.',
    );
  });

  it('keeps the words of the server when its code is not known', async () => {
    await loadLanguage('sv');
    expect(describeField({ field: 'name', code: 'brand_new', message: 'Not like this.' })).toBe('Not like this.');
  });
});
