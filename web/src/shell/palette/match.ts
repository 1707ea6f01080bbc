// Finds what a person means by a few letters: words are matched by their beginnings first, in any order, without case and accents.

export type Mode = 'all' | 'action' | 'record' | 'user' | 'help';

const PREFIXES: Readonly<Record<string, Mode>> = { '>': 'action', '#': 'record', '@': 'user', '?': 'help' };

/** What was typed, parted into what is looked for and where. */
export function readQuery(typed: string): { mode: Mode; term: string } {
  const text = typed.trimStart();
  const mode = PREFIXES[text[0] ?? ''];
  return mode ? { mode, term: text.slice(1).trim() } : { mode: 'all', term: text.trim() };
}

export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How well a label suits a term; 0 is not at all. Each word of the term has to be found. */
export function score(label: string, term: string): number {
  const wanted = fold(term).split(/\s+/).filter(Boolean);
  if (!wanted.length) return 1;
  const whole = fold(label);
  const words = whole.split(/[\s·/(),.-]+/).filter(Boolean);
  let sum = whole.startsWith(wanted.join(' ')) ? 4 : 0;
  for (const one of wanted) {
    if (words.some((word) => word === one)) sum += 3;
    else if (words.some((word) => word.startsWith(one))) sum += 2;
    else if (one.length > 1 && whole.includes(one)) sum += 1;
    else return 0;
  }
  return sum / wanted.length;
}

/** What suits the term, the best first; what suits alike stays in its order. */
export function suiting<T extends { label: string; words?: string }>(
  items: readonly T[],
  term: string,
  most: number,
): T[] {
  if (!term) return items.slice(0, most);
  const scored = items.map((item) => ({
    item,
    value: Math.max(score(item.label, term), item.words ? score(`${item.label} ${item.words}`, term) * 0.9 : 0),
  }));
  return scored
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ item }) => item);
}
