// How long a removed record still stays.
const DAY = 24 * 60 * 60 * 1000;

/** Whole days until a record ends by itself; 0 on its last one. */
export function daysLeft(removedAt: string, days: number, now: number = Date.now()): number {
  return Math.max(0, Math.floor((new Date(removedAt).getTime() + days * DAY - now) / DAY));
}
