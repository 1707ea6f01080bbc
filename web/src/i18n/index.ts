// Translation: every text a person reads is fetched here by key. English texts of the first page are in the first load, the others come with
// the first later page (`later.ts`); other languages come when asked for.
import type en from './en.json';
import first from './en.json?first';
import { type Catalog, LOADERS } from './loaders.ts';
import { pseudoText, pseudoTexts } from './pseudo.ts';

export type MessageKey = keyof typeof en;
/** The key without its plural ending, where the messages are written once per plural category. */
type PluralKey = MessageKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;
export type Key = MessageKey | PluralKey;
export type Params = Readonly<Record<string, string | number>>;

/** The languages the app can be read in; Latin Serbian is its own entry because its texts differ in script. */
export const LANGUAGES = ['en', 'sl', 'sk', 'sv', 'sr', 'sr-Latn'] as const;
/** A language for testers: English in brackets with accents, so that text which nobody can translate stands out. */
export const PSEUDO = 'en-XA';
export type Language = (typeof LANGUAGES)[number] | typeof PSEUDO;

const english: Record<string, string> = { ...first };
let language: Language = 'en';
let messages: Catalog = english;
let labels: Catalog = {};
let inflections: ReadonlyMap<string, string> = new Map();
let plurals = new Intl.PluralRules('en');

/** Finds the offered language that suits a language tag such as `sl-SI` or `sr_latn`. */
export function matchLanguage(tag: string | null | undefined): Language {
  return offered(tag) ?? 'en';
}

function offered(tag: string | null | undefined): Language | undefined {
  const wanted = (tag ?? '').replace('_', '-').toLowerCase();
  if (wanted === PSEUDO.toLowerCase()) return PSEUDO;
  if (wanted.startsWith('sr-latn')) return 'sr-Latn';
  return LANGUAGES.find((known) => known === wanted.split('-')[0]);
}

/** Loads a language and makes it the one `t` answers in. */
export async function loadLanguage(next: Language): Promise<void> {
  const texts = next === 'en' ? { messages: english, labels: {} } : next === PSEUDO ? pseudo() : await LOADERS[next]();
  messages = texts.messages;
  labels = texts.labels;
  inflections = inflectionsOf(labels);
  language = next;
  plurals = new Intl.PluralRules(next);
  if (typeof document !== 'undefined') document.documentElement.lang = next;
}

const pseudo = () => ({ messages: pseudoTexts(english), labels: {} });

/** Takes in English texts that were loaded with a later page. */
export function addEnglish(texts: Catalog): void {
  Object.assign(english, texts);
  if (language === PSEUDO) messages = pseudoTexts(english);
}

/** The texts whose keys begin so, for who tells something where this module is not. */
export function textsOf(beginnings: readonly string[]): Catalog {
  const all = Object.entries({ ...english, ...messages });
  return Object.fromEntries(all.filter(([key]) => beginnings.some((beginning) => key.startsWith(beginning))));
}

/** The language in use. */
export function currentLanguage(): Language {
  return language;
}

const STORED = 'kith-language';

/**
 * The language before anyone has signed in: the one of the address (`?language=sv`), the one last used here, or one that
 * the browser prefers. What the address names is kept, so that the page may be left and come back to.
 */
export function firstLanguage(): Language {
  const asked = offered(new URLSearchParams(window.location.search).get('language'));
  if (asked) keepLanguage(asked);
  const wishes = [asked, stored(), ...navigator.languages];
  for (const wish of wishes) {
    const found = offered(wish);
    if (found) return found;
  }
  return 'en';
}

/** Whether a tester has switched to the pseudo-language, which then goes before that of the user. */
export function isPseudo(): boolean {
  return stored() === PSEUDO;
}

/** Remembers the language for the next time the door is opened. */
export function keepLanguage(next: Language): void {
  try {
    window.localStorage.setItem(STORED, next);
  } catch {
    // Storage may be switched off; then the browser's own wish holds at the next visit.
  }
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

// The forms of an object's name stand beside it as `deal.many.genitive`; messages ask for them as `{objects:genitive}`.
const FORM = /^(.+\.(?:one|many))\.([a-z]+)$/;

function inflectionsOf(catalog: Catalog): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, text] of Object.entries(catalog)) {
    const [, base, form] = FORM.exec(key) ?? [];
    const name = base && catalog[base];
    if (name && text) found.set(`${form} ${name.toLowerCase()}`, text);
  }
  return found;
}

/** Fills `{name}` places in a message; `{name:genitive}` takes that form of the name of an object, where it is known. */
export function fill(message: string, params: Params | undefined): string {
  if (!params) return message;
  return message.replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, form?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (typeof value === 'number') return value.toLocaleString(language);
    return (form && inflections.get(`${form} ${value.toLowerCase()}`)) || value;
  });
}

/** The text for a key. With a `count` parameter the plural form of the language is chosen. */
export function t(key: Key, params?: Params): string {
  return find(key, params) ?? key;
}

/** The text for a key made from what the server says, such as the code of a problem; undefined where there is none. */
export function find(key: string, params?: Params): string | undefined {
  const count = params?.count;
  if (typeof count === 'number') {
    const form = `${key}_${plurals.select(count)}`;
    const found = messages[form] ?? messages[`${key}_other`] ?? english[form] ?? english[`${key}_other`];
    if (found !== undefined) return fill(found, params);
  }
  const found = messages[key] ?? english[key];
  return found === undefined ? undefined : fill(found, params);
}

/** A label of the standard dictionary in the language of the user; what the server calls it where there is none. */
export function label(key: string, server: string): string {
  return labels[key] ?? (language === PSEUDO ? pseudoText(server) : server);
}
