// Fails when a text would be missing where it is asked for, or when everything has crept into the first load.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WITH_FIRST } from '../../build.ts';
import { divide, reach } from '../../texts.ts';
import en from './en.json';

const root = join(import.meta.dirname, '../..');

describe('the division of English texts', () => {
  it('keeps what a module asks for, word by word, by plural and by beginning', () => {
    const messages = { 'a.b': '', 'a.c_one': '', 'a.c_other': '', 'd.e.f': '', 'd.g': '' };
    const { first, later } = divide(messages, ["t('a.c', { count })", `t(\`d.e.${'$'}{x}\`)`]);
    expect(Object.keys(first)).toEqual(['a.c_one', 'a.c_other', 'd.e.f']);
    expect(Object.keys(later)).toEqual(['a.b', 'd.g']);
  });

  it('finds the modules of the first page and leaves the others out', () => {
    const modules = reach(['src/main.tsx', ...WITH_FIRST].map((entry) => join(root, entry)));
    const names = [...modules.keys()].map((path) => path.slice(root.length + 1));
    expect(names).toContain('src/ui/lazy_ready.ts');
    expect(names).toContain('src/shell/palette/Palette.tsx');
    expect(names).not.toContain('src/routes/automation.tsx');
    const { first, later } = divide(en, modules.values());
    expect(Object.keys(first)).toContain('action.create');
    expect(Object.keys(later).length).toBeGreaterThan(Object.keys(en).length / 3);
  });
});
