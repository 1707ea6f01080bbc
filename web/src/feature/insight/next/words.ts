// What a line of the list says: what to do, and why.
import type { NextLine } from '../../../api/next.ts';
import { keys } from '../../../api/query.ts';
import { formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';

/** What is asked of the list is asked again when deals change. */
export const nextKey = [...keys.lists('deal'), 'next'] as const;

/** Why it stands there, with its numbers. */
export function reasonOf({ kind, because }: NextLine): string {
  const number = (name: string) => Number(because[name] ?? 0);
  const offer = because.offer
    ? t(because.unit === 'customer' ? 'next.why.offer_together' : 'next.why.offer', {
        offer: String(because.offer),
        given: String(because.goes_with),
        both: number('both'),
        count: number('of'),
      })
    : '';
  switch (kind) {
    case 'quote_expiring':
      return t(because.viewed ? 'next.why.quote_viewed' : 'next.why.quote', { count: number('days') });
    case 'lead_waiting':
      return number('days') > 0
        ? t('next.why.lead', { count: number('days') })
        : t('next.why.lead_hours', { count: number('hours') });
    case 'deal_closing':
      return t('next.why.closing', { count: number('days') });
    case 'deal_overdue':
      return t('next.why.overdue', { count: number('days') });
    case 'customer_due':
      return [t('next.why.customer', { days: number('days'), gap: number('gap'), count: number('times') }), offer]
        .join(' ')
        .trim();
    case 'customer_offer':
      return offer;
    case 'deal_stale':
      return t('next.why.stale', { count: number('days'), quiet: number('quiet') });
  }
}

/** The subject of the task a line becomes. */
export const taskOf = ({ kind, title, because }: NextLine) =>
  t(`next.task.${kind}`, { name: title ?? '', offer: String(because.offer ?? '') });

export const expectedOf = ({ expected }: NextLine) =>
  expected ? formatMoney(expected.amount, expected.currency, true) : '–';
