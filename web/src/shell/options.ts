// Languages and time zones to choose from.
import { LANGUAGES, type Language, matchLanguage } from '../i18n/index.ts';

const NAMES: Record<(typeof LANGUAGES)[number], string> = {
  en: 'English',
  sl: 'Slovenščina',
  sk: 'Slovenčina',
  sv: 'Svenska',
  sr: 'Српски',
  'sr-Latn': 'Srpski (latinica)',
};

/** A language as the server writes it: the Latin script with an underscore. */
const told = (language: Language): string => (language === 'sr-Latn' ? 'sr_latn' : language);

/** Each language under its own name. */
export function languageOptions(): { value: string; label: string }[] {
  return LANGUAGES.map((key) => ({ value: told(key), label: NAMES[key] }));
}

/** The option that suits a language tag, as it is found with a user or in the browser. */
export function languageOption(tag: string): string {
  const language = matchLanguage(tag);
  return LANGUAGES.some((known) => known === language) ? told(language) : 'en';
}

export function zoneOptions(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}
