// People named in a text: kept as `@[Name](user:<id>)`, typed and read as `@Name`. Knows no screen.
export interface Named {
  id: string;
  name: string;
}

export const MENTION = /@\[([^\]\n]+)\]\(user:([0-9a-f-]{36})\)/g;

export const namedIn = (text: string): Named[] =>
  [...text.matchAll(MENTION)].map((found) => ({ name: found[1] ?? '', id: found[2] ?? '' }));

/** As it stands in the input. */
export const typed = (text: string): string => text.replace(MENTION, '@$1');

/** As it is kept: each `@Name` of somebody known is a mention; a name one has typed over is plain text again. */
export function kept(text: string, known: readonly Named[]): string {
  let rest = text;
  let done = '';
  // The longest name first: Ana Novak is not Ana with a Novak behind.
  const names = [...known].sort((a, b) => b.name.length - a.name.length);
  for (let at = rest.indexOf('@'); at >= 0; at = rest.indexOf('@')) {
    const after = rest.slice(at + 1);
    const found = names.find(({ name }) => after.startsWith(name) && !/^[\p{L}\p{N}]/u.test(after.slice(name.length)));
    done += rest.slice(0, at) + (found ? `@[${found.name}](user:${found.id})` : '@');
    rest = found ? after.slice(found.name.length) : after;
  }
  return done + rest;
}

/** What is being typed after an `@` before the cursor, and where that stands. */
export function mentionAt(text: string, cursor: number): { term: string; from: number } | null {
  const found = /(^|[\s([{"'“„])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*)?)$/u.exec(text.slice(0, cursor));
  if (!found) return null;
  const term = found[2] ?? '';
  return { term, from: cursor - term.length - 1 };
}
