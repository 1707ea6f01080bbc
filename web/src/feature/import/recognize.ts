// Which system wrote a file, told by its headers: one or two of them prove nothing.
import type { Import } from '../../api/imports.ts';

const LEAST = 3;

export interface Recognized {
  system: string;
  /** The object most of its columns belong to. */
  object: string;
  columns: number;
}

const most = (names: readonly string[]): [string, number] | undefined => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0];
};

export function recognize(one: Import): Recognized | null {
  const guesses = one.columns.flatMap((column) => column.guess ?? []);
  const system = most(guesses.flatMap((guess) => guess.system || []));
  if (!system || system[1] < LEAST) return null;
  const object = most(guesses.filter((guess) => guess.system === system[0]).map((guess) => guess.object));
  return object ? { system: system[0], object: object[0], columns: system[1] } : null;
}
