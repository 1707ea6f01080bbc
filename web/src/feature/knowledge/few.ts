// Why there is too little, in the reader's language.
import { formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

const NUMBERS = /: (\d+), at least (\d+) /;

/** How much there is and how much is needed. Refusals of runs carry that in their English words only, so it is read out of them. */
export function fewText(text: string | undefined): string | undefined {
  const [, got, needed] = NUMBERS.exec(text ?? '') ?? [];
  if (got === undefined || needed === undefined) return text;
  return t('value.refusal.too_few', { got: formatCount(got), needed: formatCount(needed) });
}
