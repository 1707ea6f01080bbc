// Fails when a text is used but missing, or kept but unused.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import en from './en.json';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const PLURAL = /_(zero|one|two|few|many|other)$/;
const keys = Object.keys(en);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|gen)\./.test(entry.name) ? [path] : [];
  });
}

const texts = sources(root).map((path) => readFileSync(path, 'utf8'));
const literals = new Set(
  texts.flatMap((text) => [...text.matchAll(/['"]([a-z_]+(?:\.[a-z0-9_]+)+)['"]/g)].map((m) => m[1])),
);
const prefixes = [
  ...new Set(
    texts.flatMap((text) => [...text.matchAll(/`([a-z_]+(?:\.[a-z0-9_]+)*\.[a-z0-9_]*)\$\{/g)].map((m) => m[1] ?? '')),
  ),
];

describe('messages', () => {
  it('has a text for every key asked for', () => {
    const known = new Set([...keys, ...keys.map((key) => key.replace(PLURAL, ''))]);
    const asked = texts.flatMap((text) => [...text.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map((m) => m[1] ?? ''));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it('keeps no text that nothing asks for', () => {
    const unused = keys.filter((key) => {
      const base = key.replace(PLURAL, '');
      return !literals.has(key) && !literals.has(base) && !prefixes.some((prefix) => key.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });

  it('has an “other” form for every plural', () => {
    const bases = keys.filter((key) => key.endsWith('_one')).map((key) => key.replace(PLURAL, ''));
    expect(bases.filter((base) => !keys.includes(`${base}_other`))).toEqual([]);
  });
});
