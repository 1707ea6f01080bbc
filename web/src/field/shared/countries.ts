// Countries of the world in the user's language, from what the browser knows.
import { compareText, formatting } from '../../i18n/format.ts';

// Codes the browser names but which are no (or no longer) countries.
const NOT_COUNTRIES = new Set(
  'AC CP CQ DD DG EA EU EZ FX IC QO SU TA TP UK UN XA XB YD YU ZR ZZ AN BU CS CT DY FQ HV JT MI NH NQ NT PC PU PZ RH VD WK'.split(
    ' ',
  ),
);
let cached: { locale: string; list: { value: string; label: string }[] } | null = null;

export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(formatting.locale, { type: 'region' }).of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

export function countries(): { value: string; label: string }[] {
  if (cached?.locale === formatting.locale) return cached.list;
  const names = new Intl.DisplayNames(formatting.locale, { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const list = letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => !NOT_COUNTRIES.has(code))
    .flatMap((value) => {
      const label = names.of(value);
      return label ? [{ value, label }] : [];
    })
    .sort((a, b) => compareText(a.label, b.label));
  cached = { locale: formatting.locale, list };
  return list;
}
