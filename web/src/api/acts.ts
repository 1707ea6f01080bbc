// One's own last acts in this tab: what Ctrl/⌘ Z takes back, and what it took back and can do again.
import { setChangeSetHandler } from './client.ts';

const MOST = 100;
const done: string[] = [];
const taken: string[] = [];

/** Remembers an act as the last one. What was taken back before it cannot be done again after it. */
export function rememberAct(changeSet: string): void {
  if (done.at(-1) === changeSet) return;
  done.push(changeSet);
  if (done.length > MOST) done.shift();
  taken.length = 0;
}

/** The act that Ctrl/⌘ Z would take back. */
export const lastAct = (): string | undefined => done.at(-1);

/** The taking back that Ctrl/⌘ Shift Z would itself take back. */
export const lastTaken = (): string | undefined => taken.at(-1);

/** An act was taken back by this change set (none when nothing was left to take back). */
export function moveToTaken(changeSet: string, by: string | null): void {
  const place = done.lastIndexOf(changeSet);
  if (place >= 0) done.splice(place, 1);
  if (by) taken.push(by);
}

/** A taking back was itself taken back. */
export function moveToDone(changeSet: string, by: string | null): void {
  const place = taken.lastIndexOf(changeSet);
  if (place >= 0) taken.splice(place, 1);
  if (by) done.push(by);
}

/** Forgets all, as when somebody else signs in. */
export function forgetActs(): void {
  done.length = 0;
  taken.length = 0;
}

setChangeSetHandler(rememberAct);
