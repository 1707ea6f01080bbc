// Reads a formula far enough to say, while it is typed, what the server would refuse.

export const FUNCTIONS: Record<string, { least: number; most: number }> = {
  if: { least: 3, most: 3 },
  coalesce: { least: 1, most: 10 },
  round: { least: 1, most: 2 },
  concat: { least: 1, most: 20 },
  days: { least: 2, most: 2 },
  lower: { least: 1, most: 1 },
  upper: { least: 1, most: 1 },
  length: { least: 1, most: 1 },
  min: { least: 2, most: 10 },
  max: { least: 2, most: 10 },
};
const WORDS = new Set(['and', 'or', 'not', 'true', 'false']);
const TOKEN = /\s*(?:('[^']*')|(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(!=|<=|>=|[-+*/=<>(),])|(\S))/gy;

export type FormulaProblem =
  | { code: 'unknown_field'; word: string }
  | { code: 'unknown_function'; word: string }
  | { code: 'arguments'; word: string }
  | { code: 'brackets' }
  | { code: 'sign'; word: string }
  | { code: 'empty' };

/** What is wrong with a formula, as far as it can be told here; nothing is no promise, the server decides. */
export function checkFormula(text: string, fields: ReadonlySet<string>): FormulaProblem | null {
  if (!text.trim()) return { code: 'empty' };
  const open: { name: string | null; commas: number; filled: boolean }[] = [];
  const tokens = [...text.matchAll(TOKEN)];
  for (const [place, token] of tokens.entries()) {
    const [, quoted, number, word, sign, other] = token;
    const top = open[open.length - 1];
    if (other !== undefined) return { code: 'sign', word: other };
    if (top && sign !== ')' && sign !== ',') top.filled = true;
    if (word !== undefined && quoted === undefined && number === undefined) {
      const called = tokens[place + 1]?.[4] === '(';
      if (called && !(word in FUNCTIONS) && !WORDS.has(word)) return { code: 'unknown_function', word };
      if (!called && !WORDS.has(word) && !fields.has(word)) return { code: 'unknown_field', word };
    }
    if (sign === '(') {
      const before = tokens[place - 1]?.[3];
      open.push({ name: before && before in FUNCTIONS ? before : null, commas: 0, filled: false });
    } else if (sign === ',') {
      if (!top?.name) return { code: 'sign', word: ',' };
      top.commas += 1;
    } else if (sign === ')') {
      if (!top) return { code: 'brackets' };
      open.pop();
      const rule = top.name ? FUNCTIONS[top.name] : undefined;
      const count = top.filled ? top.commas + 1 : 0;
      if (rule && top.name && (count < rule.least || count > rule.most)) return { code: 'arguments', word: top.name };
    }
  }
  return open.length ? { code: 'brackets' } : null;
}
