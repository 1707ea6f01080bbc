// Values as the server takes them: what it only tells (titles of links, national spellings, shown names) is left out.

const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function one(value: unknown): unknown {
  if (!isThing(value)) return value;
  if (typeof value.id === 'string' && ('title' in value || 'object' in value)) return value.id;
  if ('number' in value) {
    const { national: _national, ...rest } = value;
    return rest;
  }
  if ('given' in value || 'family' in value) return { given: value.given ?? null, family: value.family ?? null };
  if ('display' in value) return value.display;
  return value;
}

/** A row of several values that nobody has filled in yet. */
function isBlankRow(value: unknown): boolean {
  if (value === '' || value === null || value === undefined) return true;
  if (!isThing(value)) return false;
  return Object.entries(value).every(
    ([key, part]) => key === 'primary' || key === 'label' || part === '' || part === null || part === undefined,
  );
}

export function outgoing(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (!Array.isArray(value)) return [key, one(value)];
      const rows = value.filter((row) => !isBlankRow(row)).map(one);
      return [key, rows.length ? rows : null];
    }),
  );
}
