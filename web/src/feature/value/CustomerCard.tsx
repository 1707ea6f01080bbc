// What somebody is as a customer, on the page of a company or a person: the summary Kith keeps with every write, in a few figures.
import { ShoppingBag } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { Field, ObjectType, RecordRow } from '../../api/types.ts';
import { asLink, asMoney, asStrings, asText, isBlank } from '../../field/shared/values.ts';
import {
  formatDate,
  formatInteger,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRelative,
  listOf,
} from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { FoldedCard } from '../../ui/FoldedCard.tsx';
import classes from './value.module.css';

/** The main figure of each cell, and what stands small below it. */
const FIGURES: readonly (readonly [string, string?])[] = [
  ['bought_total', 'returned_total'],
  ['bought_margin', 'margin_share'],
  ['discount_total', 'discounted_count'],
  ['bought_count', 'bought_days'],
  ['bought_last', 'bought_gap'],
  ['bought_products', 'bought_product'],
  ['bought_categories', 'bought_category'],
  ['bought_channels'],
  ['open_deals_count', 'open_deals_total'],
  ['last_activity_at'],
];

function shown(field: Field, value: unknown): ReactNode {
  switch (field.kind) {
    case 'money': {
      const money = asMoney(value);
      return money && formatMoney(money.amount, money.currency);
    }
    case 'percent':
      return formatPercent(Math.round(Number(value) * 10) / 10);
    case 'decimal':
      return formatNumber(asText(value), 0);
    case 'integer':
      return formatInteger(asText(value));
    case 'timestamp': {
      const at = asText(value);
      return <span title={formatDate(at.slice(0, 10))}>{formatRelative(at)}</span>;
    }
    case 'link':
      return asLink(value)?.title ?? '';
    case 'choices':
      return listOf(asStrings(value).map((key) => field.choices?.find((choice) => choice.key === key)?.label ?? key));
    default:
      return asText(value);
  }
}

/** What is seen of it while it is folded: how much, and when last. */
const IN_A_LINE = new Set(['bought_total', 'bought_last', 'open_deals_total']);

/** What is said by itself needs no name below a figure. */
const PLAIN = new Set(['link', 'percent']);

export default function CustomerCard({ object, record }: { object: ObjectType; record: RecordRow }) {
  const field = (key: string | undefined) => object.fields.find((one) => one.key === key);
  const known = FIGURES.flatMap(([key, below]) => {
    const main = field(key);
    if (!main || isBlank(record[key])) return [];
    const note = field(below);
    return [{ main, note: note && !isBlank(record[note.key]) ? note : undefined }];
  });
  if (known.length === 0) return null;
  return (
    <FoldedCard
      remembered="kith-card-customer"
      icon={<ShoppingBag size={16} aria-hidden="true" />}
      title={t('customer.card')}
      line={known
        .filter(({ main }) => IN_A_LINE.has(main.key))
        .map(({ main }, place) => (
          <Fragment key={main.key}>
            {place > 0 && ' · '}
            {shown(main, record[main.key])}
          </Fragment>
        ))}
    >
      <dl className={classes.customer}>
        {known.map(({ main, note }) => (
          <div key={main.key}>
            <dt title={main.help ?? undefined}>{main.label}</dt>
            <dd>{shown(main, record[main.key])}</dd>
            {note && (
              <dd className={classes.below}>
                {!PLAIN.has(note.kind) && `${note.label}: `}
                <span className={classes.whole}>{shown(note, record[note.key])}</span>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </FoldedCard>
  );
}
