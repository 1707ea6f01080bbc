// What comes along with each language: messages, labels of the standard dictionary, and names of months for the calendars.
import type { LANGUAGES } from './index.ts';

export type Catalog = Readonly<Partial<Record<string, string>>>;

interface Texts {
  messages: Catalog;
  labels: Catalog;
}

type Loaded = Promise<{ default: Catalog }>;

async function together(messages: Loaded, labels: Loaded, calendar: Promise<unknown>): Promise<Texts> {
  const [one, other] = await Promise.all([messages, labels, calendar]);
  return { messages: one.default, labels: other.default };
}

export const LOADERS: Record<Exclude<(typeof LANGUAGES)[number], 'en'>, () => Promise<Texts>> = {
  sl: () => together(import('./sl.json'), import('./dictionary/sl.json'), import('dayjs/locale/sl')),
  sk: () => together(import('./sk.json'), import('./dictionary/sk.json'), import('dayjs/locale/sk')),
  sv: () => together(import('./sv.json'), import('./dictionary/sv.json'), import('dayjs/locale/sv')),
  sr: () => together(import('./sr.json'), import('./dictionary/sr.json'), import('dayjs/locale/sr-cyrl')),
  'sr-Latn': () => together(import('./sr-Latn.json'), import('./dictionary/sr-Latn.json'), import('dayjs/locale/sr')),
};
