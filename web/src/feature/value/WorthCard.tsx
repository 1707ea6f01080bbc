// “What this customer is worth” on the page of a company or a person: the scores of last night, in words, with what they rest on and the model they come from.
import { Text } from '@mantine/core';
import { Gem } from 'lucide-react';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { asMoney, asText } from '../../field/shared/values.ts';
import { formatCount, formatDate, formatMoney, formatPercent, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { FoldedCard } from '../../ui/FoldedCard.tsx';
import classes from './value.module.css';
import { about } from './words.ts';

const DAY = 86_400_000;

const NAMES: Record<string, string> = { bg_nbd: 'BG/NBD', mbg_nbd: 'MBG/NBD', pareto_nbd: 'Pareto/NBD' };

function asNumber(value: unknown): number | undefined {
  const text = asText(value);
  return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** What speaks for the numbers, from the summary of the customer. */
function because(record: RecordRow, valued: string): string[] {
  const days = asNumber(record.bought_days) ?? 0;
  const last = typeof record.bought_last === 'string' ? record.bought_last : undefined;
  const first = typeof record.bought_first === 'string' ? record.bought_first : undefined;
  if (!last || !first) return [];
  const silence = Math.max(0, Math.floor((Date.parse(valued) - Date.parse(last)) / DAY));
  const gap = asNumber(record.bought_gap);
  const told = [
    days > 1
      ? t('value.because.bought', { days: formatCount(days), first: formatDate(first.slice(0, 10)) })
      : t('value.because.once', { first: formatDate(first.slice(0, 10)) }),
  ];
  if (gap === undefined || days < 2) return [...told, t('value.because.silent', { days: formatCount(silence) })];
  const rhythm = { gap: formatCount(Math.round(gap)), days: formatCount(silence) };
  const key = silence > 2 * gap ? 'long' : silence > gap ? 'late' : 'in_time';
  return [...told, t(`value.because.${key}`, rhythm)];
}

export default function WorthCard({ object, record }: { object: ObjectType; record: RecordRow }) {
  const valued = record.valued_at;
  const value = asMoney(record.expected_value);
  const alive = asNumber(record.alive_probability);
  const risk = asNumber(record.churn_risk);
  if (typeof valued !== 'string' || alive === undefined || !['company', 'person'].includes(object.key)) return null;
  const reasons = because(record, valued);
  const model = typeof record.valued_by === 'string' ? record.valued_by : '';
  return (
    <FoldedCard
      remembered="kith-card-worth"
      icon={<Gem size={16} aria-hidden="true" />}
      title={t('value.card')}
      line={
        <>
          {value ? `${formatMoney(value.amount, value.currency, true)} ${t('value.in_a_year')}` : '–'}
          {risk !== undefined && ` · ${t('value.risk')} ${formatPercent(Math.round(risk))}`}
        </>
      }
    >
      <div className={classes.worth}>
        <dl className={classes.cardFigures}>
          <div>
            <dt>{t('value.next_year')}</dt>
            <dd>{value ? formatMoney(value.amount, value.currency) : '–'}</dd>
          </div>
          <div>
            <dt>{t('value.purchases')}</dt>
            <dd>{about(asNumber(record.expected_purchases) ?? 0)}</dd>
          </div>
          <div>
            <dt>{t('value.still')}</dt>
            <dd>{formatPercent(Math.round(alive))}</dd>
          </div>
          {risk !== undefined && (
            <div>
              <dt>{t('value.risk')}</dt>
              <dd>{formatPercent(Math.round(risk))}</dd>
            </div>
          )}
        </dl>
        {reasons.length > 0 && <Text size="sm">{reasons.join(' ')}</Text>}
        <Text size="xs" c="dimmed">
          {t('value.card_model', { model: NAMES[model] ?? model, at: formatTimestamp(valued) })}
        </Text>
      </div>
    </FoldedCard>
  );
}
