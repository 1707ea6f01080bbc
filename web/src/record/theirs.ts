// Whether another person changed a field while it was being edited here. Knows no screen.
const said = (value: unknown) => JSON.stringify(value ?? null);

export const isSame = (one: unknown, other: unknown): boolean => said(one) === said(other);

/**
 * Theirs stands beside mine when the value is no longer the one the editing began with, and not what I typed either. What
 * I have seen and decided to keep mine over is the new beginning.
 */
export function isTheirs({ began, now, mine }: { began: unknown; now: unknown; mine: unknown }): boolean {
  return !isSame(began, now) && !isSame(now, mine);
}
