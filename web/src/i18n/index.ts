// Translation: every text a person reads is fetched here by key. English is complete; other languages fall back to it.
import en from './en.json';

export type MessageKey = keyof typeof en;
/** The key without its plural ending, where the messages are written once per plural category. */
type PluralKey = MessageKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;
export type Key = MessageKey | PluralKey;
export type Params = Readonly<Record<string, string | number>>;
type Messages = Readonly<Partial<Record<string, string>>>;

/** The languages the app can be read in; Latin Serbian is its own entry because its texts differ in script. */
export const LANGUAGES = ['en', 'sl', 'sk', 'sv', 'sr', 'sr-Latn'] as const;
export type Language = (typeof LANGUAGES)[number];

const loaders: Record<Exclude<Language, 'en'>, () => Promise<{ default: Messages }>> = {
  sl: () => import('./sl.json'),
  sk: () => import('./sk.json'),
  sv: () => import('./sv.json'),
  sr: () => import('./sr.json'),
  'sr-Latn': () => import('./sr-Latn.json'),
};

const english: Messages = en;
let language: Language = 'en';
let messages: Messages = english;
let plurals = new Intl.PluralRules('en');

/** Finds the offered language that suits a language tag such as `sl-SI` or `sr_latn`. */
export function matchLanguage(tag: string | null | undefined): Language {
  const wanted = (tag ?? '').replace('_', '-').toLowerCase();
  if (wanted.startsWith('sr-latn')) return 'sr-Latn';
  return LANGUAGES.find((known) => known === wanted.split('-')[0]) ?? 'en';
}

/** Loads a language and makes it the one `t` answers in. */
export async function loadLanguage(next: Language): Promise<void> {
  messages = next === 'en' ? english : (await loaders[next]()).default;
  language = next;
  plurals = new Intl.PluralRules(next);
  if (typeof document !== 'undefined') document.documentElement.lang = next;
}

/** The language in use. */
export function currentLanguage(): Language {
  return language;
}

/** Fills `{name}` places in a message. */
export function fill(message: string, params: Params | undefined): string {
  if (!params) return message;
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}

/** The text for a key. With a `count` parameter the plural form of the language is chosen. */
export function t(key: Key, params?: Params): string {
  const count = params?.count;
  if (typeof count === 'number') {
    const form = `${key}_${plurals.select(count)}`;
    const found = messages[form] ?? messages[`${key}_other`] ?? english[form] ?? english[`${key}_other`];
    if (found !== undefined) return fill(found, params);
  }
  return fill(messages[key] ?? english[key] ?? key, params);
}
