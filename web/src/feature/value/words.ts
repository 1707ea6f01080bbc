// What numbers of value and leaving say, in the words of somebody who keeps a shop.
import { formatCount, formatNumber, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { Facts, Refused } from './model.ts';

/** A share between 0 and 1, in whole percent: nobody is certain of more. */
export const share = (value: number): string => formatPercent(Math.round(value * 100));

export const about = (value: number): string => formatNumber(value, value < 10 ? 1 : 0);

const REFUSALS = ['no_repeat', 'no_variation', 'does_not_converge', 'does_not_fit'] as const;

export function refusalText(refusal: Refused): string {
  const { key, got = 0, needed = 0 } = refusal;
  if (key === 'too_few') return t('value.refusal.too_few', { got: formatCount(got), needed: formatCount(needed) });
  const known = REFUSALS.find((one) => one === key);
  return known ? t(`value.refusal.${known}`) : refusal.text;
}

/** Why somebody may leave, or why not: the fact behind what weighs. */
export function reasonText(key: string, raises: boolean, facts: Facts): string {
  const days = formatCount(facts.silence);
  switch (key) {
    case 'silence':
      return t(raises ? 'value.reason.silence' : 'value.reason.recent', { days });
    case 'rhythm':
      return facts.gap === null
        ? t(raises ? 'value.reason.silence' : 'value.reason.recent', { days })
        : t(raises ? 'value.reason.late' : 'value.reason.in_rhythm', { gap: formatCount(facts.gap), days });
    case 'slow':
      return t('value.reason.slow', { gap: formatCount(facts.gap ?? 0) });
    case 'frequency':
      return facts.days === 1
        ? t('value.reason.once')
        : t(raises ? 'value.reason.seldom' : 'value.reason.often', { number: formatCount(facts.days) });
    case 'age':
      return t(raises ? 'value.reason.age_raises' : 'value.reason.age_lowers');
    case 'trend':
      return t(raises ? 'value.reason.fewer' : 'value.reason.more', {
        before: formatCount(facts.before),
        lately: formatCount(facts.lately),
      });
    case 'spend':
      return t(raises ? 'value.reason.spend_raises' : 'value.reason.spend_lowers');
    case 'returns':
      return facts.returned > 0
        ? t('value.reason.returns', { share: share(facts.returned) })
        : t('value.reason.no_returns');
    default:
      return facts.talks > 0
        ? t('value.reason.talks', { number: formatCount(facts.talks) })
        : t('value.reason.no_talks');
  }
}
