// One cell as text on the clipboard, and text from the clipboard as a value of the field's kind.
import type { Field } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { asText, isBlank } from '../field/shared/values.ts';
import { formatting, instantOf, parseDecimal, parseDuration, typedDecimal, wallTimeOf } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';

/** Days and times go out in the form every spreadsheet reads; all else as it is shown. */
export function copied(field: Field, value: unknown): string {
  if (isBlank(value)) return '';
  if (field.kind === 'date') return asText(value);
  if (field.kind === 'timestamp') return wallTimeOf(asText(value)) ?? asText(value);
  if (field.kind === 'decimal' || field.kind === 'integer') return typedDecimal(asText(value));
  return faceOf(field).text(value, field);
}

/** A value, or why the text is none; a link is looked up by its title afterwards. */
export type Read = { value: unknown } | { problem: string } | { lookup: string };

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
const no = (problem: string): Read => ({ problem });
const or = (value: unknown, problem: string): Read => (value === null ? no(problem) : { value });
const parts = (text: string) =>
  text
    .split(/[;,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

export function readCell(field: Field, given: string): Read {
  const text = given.trim();
  if (text === '') return field.required ? no(t('paste.required')) : { value: null };
  if (field.max_length && text.length > field.max_length) return no(t('paste.too_long', { most: field.max_length }));
  switch (field.kind) {
    case 'text':
    case 'long_text':
    case 'web_address':
    case 'person_name':
      return { value: text };
    case 'integer': {
      const number = parseDecimal(text);
      return number !== null && /^-?\d+$/.test(number) ? { value: Number(number) } : no(t('paste.not_number'));
    }
    case 'decimal':
      return or(parseDecimal(text), t('paste.not_number'));
    case 'percent':
      return or(parseDecimal(text.replace('%', '')), t('paste.not_number'));
    case 'money':
      return readMoney(field, text);
    case 'duration':
      return or(parseDuration(text), t('paste.not_number'));
    case 'boolean':
      return readBoolean(text);
    case 'date':
      return or(readDay(text), t('paste.not_date'));
    case 'timestamp': {
      const [day = '', time = '00:00'] = text.split(/[ T]+(?=\d{1,2}:)/);
      const date = readDay(day);
      const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(time);
      if (!date || !clock) return no(t('paste.not_date'));
      return { value: instantOf(`${date} ${clock[1]?.padStart(2, '0')}:${clock[2]}:${clock[3] ?? '00'}`) };
    }
    case 'choice':
      return or(readChoice(field, text), t('paste.not_choice'));
    case 'choices': {
      const keys = parts(text).map((part) => readChoice(field, part));
      return keys.includes(null) ? no(t('paste.not_choice')) : { value: keys };
    }
    case 'tags':
      return { value: parts(text) };
    case 'email_addresses':
      return { value: parts(text).map((address, place) => ({ address, primary: place === 0 })) };
    case 'phone_numbers':
      return { value: parts(text).map((number, place) => ({ number, primary: place === 0 })) };
    case 'link':
      return { lookup: text };
    default:
      return no(t('paste.not_here'));
  }
}

const SIGNS: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

function readMoney(field: Field, text: string): Read {
  const sign = Object.keys(SIGNS).find((one) => text.includes(one));
  const code = /[A-Za-z]{3}/.exec(text)?.[0].toUpperCase() ?? (sign && SIGNS[sign]);
  const amount = parseDecimal(text.replace(/[A-Za-z€$£¥]/g, ''));
  const currency = code ?? field.currency ?? formatting.currency;
  return amount === null ? no(t('paste.not_number')) : { value: { amount, currency } };
}

function readBoolean(text: string): Read {
  const word = fold(text);
  if ([fold(t('value.yes')), 'true', 'yes', '1', 'x'].includes(word)) return { value: true };
  if ([fold(t('value.no')), 'false', 'no', '0'].includes(word)) return { value: false };
  return no(t('paste.not_choice'));
}

function readChoice(field: Field, text: string): string | null {
  const wanted = fold(text);
  return field.choices?.find((one) => one.key === text || fold(one.label) === wanted)?.key ?? null;
}

/** `2026-01-31`, `31.1.2026` and `31/01/2026`; what could be either day or month is not guessed. */
export function readDay(text: string): string | null {
  const clean = text.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(clean);
  if (iso) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?$/.exec(clean);
  if (dotted) return realDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(clean);
  if (!slashed) return null;
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
  if (first <= 12 && second <= 12 && first !== second) return null;
  return first > 12 ? realDay(year, second, first) : realDay(year, first, second);
}

function realDay(year: number, month: number, day: number): string | null {
  const found = new Date(Date.UTC(year, month - 1, day));
  const real = found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  return real ? found.toISOString().slice(0, 10) : null;
}
