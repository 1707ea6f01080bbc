// Keys of custom objects and fields, made from the words people give them.

const LETTERS: Record<string, string> = { đ: 'dj', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe' };

/** `Číslo stroja` becomes `x_cislo_stroja`. */
export function keyOf(label: string): string {
  const plain = label
    .toLowerCase()
    .replace(/[đłøßæœ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  return plain ? `x_${plain}` : '';
}

/** One choice per line or comma, each with a key of its own. */
export function choicesOf(lines: string[]): { key: string; label: string }[] {
  const used = new Set<string>();
  return lines.map((label, index) => {
    let key = keyOf(label).replace(/^x_/, '') || `choice_${index + 1}`;
    while (used.has(key)) key = `${key}_${index + 1}`;
    used.add(key);
    return { key, label };
  });
}
