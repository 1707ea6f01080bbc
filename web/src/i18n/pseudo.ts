// The pseudo-language: English with accents, a third longer and in brackets. Whatever stands on a page without them is not translated.
import type { Catalog } from './loaders.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'č',
  d: 'ď',
  e: 'é',
  g: 'ĝ',
  h: 'ĥ',
  i: 'í',
  k: 'ķ',
  l: 'ĺ',
  n: 'ñ',
  o: 'ö',
  r: 'ŕ',
  s: 'š',
  t: 'ť',
  u: 'û',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  C: 'Č',
  D: 'Ď',
  E: 'É',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Í',
  K: 'Ķ',
  L: 'Ĺ',
  N: 'Ñ',
  O: 'Ö',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ť',
  U: 'Û',
  Y: 'Ý',
  Z: 'Ž',
};

/** One text in the pseudo-language; places to fill stay as they are. */
export function pseudoText(text: string): string {
  const accented = text.replace(/\{[^}]*\}|[A-Za-z]/g, (part) => ACCENTED[part] ?? part);
  return `[${accented}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}

export function pseudoTexts(catalog: Catalog): Catalog {
  return Object.fromEntries(Object.entries(catalog).map(([key, text]) => [key, pseudoText(text ?? '')]));
}
