// The list of choices while it is worked on: each keeps its key, because records hold that and not the words.
import type { Choice } from '../../../api/types.ts';
import { compareText } from '../../../i18n/format.ts';
import { keyOf } from '../key.ts';

export type ChoiceDraft = Pick<Choice, 'key' | 'label'> & { color: string; labels?: Record<string, string> };

export const COLORS = [
  'gray',
  'red',
  'orange',
  'amber',
  'yellow',
  'lime',
  'green',
  'teal',
  'cyan',
  'blue',
  'indigo',
  'violet',
  'pink',
] as const;

/** One choice per line, or per comma, semicolon or tab where it is one line; what is there already is left out. */
export function readChoices(text: string, known: readonly ChoiceDraft[]): ChoiceDraft[] {
  const lines = text.includes('\n') ? text.split(/\r?\n/) : text.split(/[,;\t]/);
  const used = new Set(known.map((choice) => choice.key));
  const said = new Set(known.map((choice) => choice.label.trim().toLowerCase()));
  const found: ChoiceDraft[] = [];
  for (const line of lines) {
    const label = line.trim();
    if (!label || said.has(label.toLowerCase())) continue;
    said.add(label.toLowerCase());
    found.push({ key: freeKey(label, used), label, color: '' });
  }
  return found;
}

function freeKey(label: string, used: Set<string>): string {
  const base = keyOf(label).replace(/^x_/, '') || 'choice';
  let key = base;
  for (let number = 2; used.has(key); number += 1) key = `${base}_${number}`;
  used.add(key);
  return key;
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken === undefined) return next;
  next.splice(Math.max(0, Math.min(to, next.length)), 0, taken);
  return next;
}

export const sorted = (list: readonly ChoiceDraft[]): ChoiceDraft[] =>
  [...list].sort((a, b) => compareText(a.label, b.label));

/** A color for each, one after the other, so that neighbors differ. */
export const colored = (list: readonly ChoiceDraft[]): ChoiceDraft[] =>
  list.map((choice, place) => ({ ...choice, color: COLORS[1 + (place % (COLORS.length - 1))] ?? '' }));
