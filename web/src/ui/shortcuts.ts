// All keys the app hears outside of its inputs, in one list: what is heard is what the sheet of shortcuts shows.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `mod+k`, `?`, or one key after another: `g d`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys: string;
  label: string;
  group: string;
  /** Inputs keep these keys for themselves, though one is held with them. */
  leavesInputs?: boolean;
  /** Left out where the part of the screen that has the focus hears the key itself, as a table does. */
  run?: () => void;
}

const PAUSE = 1200;
const SINGLE = 'kith-single-keys';
export const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const PARTS = /\+(?=.)/;

/** The letter on the key where the keyboard writes another script, so that shortcuts work under Cyrillic too. */
function letterOf({ key, code }: Pressed): string {
  const plain = key.toLowerCase();
  if (/^\p{L}$/u.test(plain) && !/^[a-z]$/.test(plain)) return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? plain;
  return plain;
}

/** Whether a pressed key is this step of a shortcut. */
export function suits(step: string, pressed: Pressed, apple = isApple): boolean {
  const parts = step.toLowerCase().split(PARTS);
  const key = parts.at(-1) ?? '';
  const mod = apple ? pressed.metaKey : pressed.ctrlKey;
  const other = apple ? pressed.ctrlKey : pressed.metaKey;
  const letter = letterOf(pressed);
  // Signs stand above others on many keyboards, so there shift says nothing.
  const shift = !/^[a-z]$/.test(letter) || pressed.shiftKey === parts.includes('shift');
  return letter === key && shift && mod === parts.includes('mod') && !other && pressed.altKey === parts.includes('alt');
}

/** The keys of a shortcut as they are printed on a keyboard, step by step. */
export function printed(keys: string, apple = isApple): string[][] {
  const names: Record<string, string> = {
    mod: apple ? '⌘' : 'Ctrl',
    alt: apple ? '⌥' : 'Alt',
    shift: '⇧',
    arrowup: '↑',
    arrowdown: '↓',
    arrowleft: '←',
    arrowright: '→',
  };
  return keys
    .split(' ')
    .map((step) =>
      step.split(PARTS).map((part) => names[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part)),
    );
}

/** A shortcut in one line, for tooltips. */
export const printedLine = (keys: string): string =>
  printed(keys)
    .map((step) => step.join(isApple ? '' : '+'))
    .join(' ');

/** The same for screen readers; what takes several steps has no form there. */
export const spokenKeys = (keys: string): string | undefined =>
  keys.includes(' ') ? undefined : keys.replace('mod', isApple ? 'Meta' : 'Control');

const TYPING = 'input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable=true]';
const OWN_KEYS = '[role=dialog], [role=menu], [role=listbox], [role=combobox]';

/** Whether a single key belongs to what the person is typing or choosing in. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal=true]')) return true;
  return target instanceof Element && target.closest(`${TYPING}, ${OWN_KEYS}`) !== null;
}

let lists: readonly { current: readonly Shortcut[] }[] = [];
const listeners = new Set<() => void>();
let begun: string[] = [];
let begunAt = 0;

export function hasSingleKeys(): boolean {
  try {
    return localStorage.getItem(SINGLE) !== 'off';
  } catch {
    return true;
  }
}

/** Single keys can be switched off: who speaks to the computer would set them off by talking. */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(SINGLE, on ? 'on' : 'off');
  } catch {
    // Where nothing can be kept, they stay as they are.
  }
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

const isSingle = (keys: string) => !keys.startsWith('mod+') && !keys.startsWith('alt+');

/** Finds what the pressed keys mean; the last that was put on the screen wins. */
function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
  // With AltGr some keyboards type `/` or `?`; it arrives as Ctrl and Alt together.
  const graph = event.getModifierState('AltGraph');
  const pressed: Pressed = {
    key: event.key,
    code: event.code,
    ctrlKey: event.ctrlKey && !graph,
    metaKey: event.metaKey,
    altKey: event.altKey && !graph,
    shiftKey: event.shiftKey,
  };
  if (event.timeStamp - begunAt > PAUSE) begun = [];
  const taken = isTaken(event.target);
  const mute = taken || !hasSingleKeys();
  const open = lists
    .toReversed()
    .flatMap((list) => list.current)
    .filter((one) => one.run && !(mute && isSingle(one.keys)) && !(taken && one.leavesInputs));
  const steps = (one: Shortcut) => one.keys.split(' ');
  const going = open.filter((one) => {
    const wanted = steps(one);
    return (
      wanted.length > begun.length &&
      begun.every((step, place) => wanted[place] === step) &&
      suits(wanted[begun.length] ?? '', pressed)
    );
  });
  const found = going.find((one) => steps(one).length === begun.length + 1);
  if (found) {
    begun = [];
    event.preventDefault();
    found.run?.();
  } else if (going[0]) {
    begun = steps(going[0]).slice(0, begun.length + 1);
    begunAt = event.timeStamp;
  } else begun = [];
}

/** Hears these keys, or only tells of them, as long as the component that calls it is on the screen. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!lists.length) window.addEventListener('keydown', hear);
    lists = [...lists, latest];
    tell();
    return () => {
      lists = lists.filter((one) => one !== latest);
      if (!lists.length) window.removeEventListener('keydown', hear);
      tell();
    };
  }, []);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Every shortcut that holds on this screen, by group; of two with the same keys the one that wins. */
export function useShortcutGroups(): Map<string, Shortcut[]> {
  const now = useSyncExternalStore(subscribe, () => lists);
  const told = new Map<string, Shortcut>();
  for (const one of now.flatMap((list) => list.current)) told.set(`${one.run ? '' : one.group}${one.keys}`, one);
  const groups = new Map<string, Shortcut[]>();
  for (const one of told.values()) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
}

export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, hasSingleKeys);
