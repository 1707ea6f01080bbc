// Languages and time zones to choose from.
import { LANGUAGES } from '../i18n/index.ts';

const NAMES: Record<(typeof LANGUAGES)[number], string> = {
  en: 'English',
  sl: 'Slovenščina',
  sk: 'Slovenčina',
  sv: 'Svenska',
  sr: 'Српски',
  'sr-Latn': 'Srpski (latinica)',
};

/** Each language under its own name; the server writes the Latin script with an underscore. */
export function languageOptions(): { value: string; label: string }[] {
  return LANGUAGES.map((key) => ({ value: key === 'sr-Latn' ? 'sr_latn' : key, label: NAMES[key] }));
}

export function zoneOptions(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}
