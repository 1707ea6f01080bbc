// Languages and time zones to choose from.
import { LANGUAGES, matchLanguage, PSEUDO } from '../i18n/index.ts';

const NAMES: Record<(typeof LANGUAGES)[number], string> = {
  en: 'English',
  sl: 'Slovenščina',
  sk: 'Slovenčina',
  sv: 'Svenska',
  sr: 'Српски',
  'sr-Latn': 'Srpski (latinica)',
};

/** Each language under its own name. */
export function languageOptions(): { value: string; label: string }[] {
  return LANGUAGES.map((key) => ({ value: key, label: NAMES[key] }));
}

/** A language under its own name, also one that the app does not speak. */
export function languageName(code: string): string {
  const known = languageOptions().find((option) => option.value === code);
  return known?.label ?? new Intl.DisplayNames([code], { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** The option that suits a language tag, as it is found with a user or in the browser. */
export function languageOption(tag: string): string {
  const language = matchLanguage(tag);
  return language === PSEUDO ? 'en' : language;
}

export function zoneOptions(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}
