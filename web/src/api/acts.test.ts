// What Ctrl/⌘ Z takes back, and in which sequence.
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetActs, lastAct, lastTaken, moveToDone, moveToTaken, rememberAct } from './acts.ts';

describe('one’s own acts', () => {
  beforeEach(forgetActs);

  it('are taken back last first, and done again in the other direction', () => {
    rememberAct('a');
    rememberAct('b');
    expect(lastAct()).toBe('b');
    moveToTaken('b', 'undo-b');
    expect([lastAct(), lastTaken()]).toEqual(['a', 'undo-b']);
    moveToTaken('a', 'undo-a');
    expect([lastAct(), lastTaken()]).toEqual([undefined, 'undo-a']);
    moveToDone('undo-a', 'redo-a');
    expect([lastAct(), lastTaken()]).toEqual(['redo-a', 'undo-b']);
  });

  it('cannot be done again once something else was done', () => {
    rememberAct('a');
    moveToTaken('a', 'undo-a');
    rememberAct('b');
    expect(lastTaken()).toBeUndefined();
  });

  it('leave the stack also when nothing was left to take back', () => {
    rememberAct('a');
    rememberAct('b');
    moveToTaken('b', null);
    expect([lastAct(), lastTaken()]).toEqual(['a', undefined]);
  });
});
