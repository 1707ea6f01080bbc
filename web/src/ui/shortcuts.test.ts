// A key is heard as what it is on the keyboard of the person, and printed as it stands there.
import { describe, expect, it } from 'vitest';
import { printed, suits } from './shortcuts.ts';

const key = (name: string, more: object = {}) => ({
  key: name,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('a pressed key', () => {
  it('is the step of a shortcut only with the right keys held', () => {
    expect(suits('mod+k', key('k', { ctrlKey: true }), false)).toBe(true);
    expect(suits('mod+k', key('k', { metaKey: true }), true)).toBe(true);
    expect(suits('mod+k', key('k'), false)).toBe(false);
    expect(suits('k', key('k', { ctrlKey: true }), false)).toBe(false);
    expect(suits('k', key('k', { altKey: true }), false)).toBe(false);
    expect(suits('?', key('?', { shiftKey: true }), false)).toBe(true);
    expect(suits('mod+z', key('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(suits('mod+shift+z', key('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('means the letter printed in Latin where the keyboard writes Cyrillic', () => {
    expect(suits('g', key('г', { code: 'KeyG' }), false)).toBe(true);
    expect(suits('g', key('д', { code: 'KeyD' }), false)).toBe(false);
  });
});

describe('a shortcut', () => {
  it('is printed step by step', () => {
    expect(printed('mod+k', false)).toEqual([['Ctrl', 'K']]);
    expect(printed('mod+k', true)).toEqual([['⌘', 'K']]);
    expect(printed('g d', false)).toEqual([['G'], ['D']]);
    expect(printed('Enter', false)).toEqual([['Enter']]);
  });
});
