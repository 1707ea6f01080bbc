// What a change of price does to each product, with how sure it is; what is common to categories; and of which products nothing can be said.
import { Badge, Button, Text } from '@mantine/core';
import { useMemo } from 'react';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatCount, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import {
  byTen,
  changed,
  elastic,
  type Interval,
  type PricedCategory,
  type PricedProduct,
  type PriceResult,
  type Verdict,
} from './model.ts';

const COLORS: Record<Verdict, string> = {
  strong: 'teal',
  falls: 'blue',
  weak: 'grape',
  unclear: 'gray',
  upside_down: 'orange',
};

interface Props {
  result: PriceResult;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  onProduct: (id: string) => void;
}

const spanOf = (one: Interval, write: (value: number) => string) =>
  t('together.between', { low: write(one.low), high: write(one.high) });

export function Estimates({ result, sort, onSort, onProduct }: Props) {
  const { products, categories, refused } = result.estimates;
  const columns = useMemo((): SortColumn<PricedProduct>[] => {
    const money = ({ amount, currency }: { amount: string; currency: string }) => formatMoney(amount, currency);
    const factor = (one: Interval) => (
      <>
        {changed(one.value)}
        <Text size="xs" c="dimmed">
          {t('together.between', { low: changed(one.low), high: changed(one.high) })}
        </Text>
      </>
    );
    return [
      {
        key: 'name',
        label: t('price.product'),
        by: (one) => one.name,
        cell: (one) => (
          <>
            <RecordLink object="product" id={one.id}>
              {one.name}
            </RecordLink>
            <div>
              <Badge size="sm" variant="light" color={COLORS[one.verdict]}>
                {t(`price.verdict.${one.verdict}`)}
              </Badge>
            </div>
            <Button size="compact-xs" variant="subtle" px={0} onClick={() => onProduct(one.id)}>
              {t('price.look')}
            </Button>
          </>
        ),
      },
      {
        key: 'price',
        label: t('price.now'),
        by: (one) => Number(one.price.amount),
        isNumber: true,
        cell: (one) => (
          <>
            {money(one.price)}
            <Text size="xs" c="dimmed">
              {t('together.between', { low: money(one.price_from), high: money(one.price_to) })}
            </Text>
          </>
        ),
      },
      {
        key: 'elasticity',
        label: t('price.ten'),
        by: (one) => one.drawn.value,
        isNumber: true,
        cell: (one) => (
          <>
            {byTen(one.drawn.value)}
            <Text size="xs" c="dimmed">
              {/* A rise of ten percent turns the ends around. */}
              {t('together.between', { low: byTen(one.drawn.low), high: byTen(one.drawn.high) })}
            </Text>
            <Text size="xs" c="dimmed" title={t('price.by_itself')}>
              {t('price.elasticity_is', { value: elastic(one.drawn.value), own: elastic(one.own.value) })}
            </Text>
          </>
        ),
      },
      {
        key: 'quantity',
        label: t('price.quantity'),
        by: (one) => one.what_if?.quantity.value ?? null,
        isNumber: true,
        cell: (one) => (one.what_if ? factor(one.what_if.quantity) : '–'),
      },
      {
        key: 'change',
        label: t('price.revenue'),
        by: (one) => one.what_if?.revenue.value ?? null,
        isNumber: true,
        cell: (one) => (one.what_if ? factor(one.what_if.revenue) : '–'),
      },
      {
        key: 'margin',
        label: t('price.margin'),
        by: (one) => one.what_if?.margin?.value ?? null,
        isNumber: true,
        // Without a “what if” nothing is told at all; only with one does a missing margin mean that nobody knows the cost.
        cell: (one) =>
          one.what_if?.margin
            ? factor(one.what_if.margin)
            : one.what_if && one.what_if.cost_known !== true
              ? t('price.no_cost')
              : '–',
      },
      {
        key: 'revenue',
        label: t('price.sold_for'),
        by: (one) => Number(one.revenue.amount),
        isNumber: true,
        cell: (one) => (
          <>
            {formatMoney(one.revenue.amount, one.revenue.currency, true)}
            <Text size="xs" c="dimmed">
              {t('price.in_periods', { number: formatCount(one.periods) })}
            </Text>
          </>
        ),
      },
    ];
  }, [onProduct]);
  const change = products.find((one) => one.what_if)?.what_if?.change;
  return (
    <>
      {products.length > 0 && (
        <section className={classes.panel} aria-label={t('price.products')}>
          <Text fw={620}>{t('price.products')}</Text>
          {change !== undefined && (
            <Text size="sm" c="dimmed">
              {t('price.products_text', { change: changed(1 + change) })}
            </Text>
          )}
          <SortTable
            label={t('price.products')}
            rows={products}
            keyOf={(one) => one.key}
            columns={columns}
            sort={sort}
            onSort={onSort}
            first={15}
          />
        </section>
      )}
      {categories.length > 0 && <Categories categories={categories} />}
      {refused.length > 0 && (
        <section className={classes.panel} aria-label={t('price.refused')}>
          <Text fw={620}>{t('price.refused')}</Text>
          <ul>
            {refused.map((one) => (
              <li key={one.key}>
                <Text size="sm">
                  {t(`price.refused.${one.key}`, { number: formatCount(one.products) })}{' '}
                  <Text span c="dimmed">
                    {one.named
                      .slice(0, 6)
                      .map(({ name }) => name)
                      .join(', ')}
                    {one.products > 6 && '…'}
                  </Text>
                </Text>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Categories({ categories }: { categories: readonly PricedCategory[] }) {
  const columns: SortColumn<PricedCategory>[] = [
    { key: 'name', label: t('price.category'), cell: (one) => (one.all ? t('price.all') : one.name) },
    { key: 'products', label: t('price.products'), isNumber: true, cell: (one) => formatCount(one.products) },
    {
      key: 'value',
      label: t('price.ten'),
      isNumber: true,
      cell: (one) => (
        <>
          {byTen(one.value)}
          <Text size="xs" c="dimmed">
            {spanOf(one, byTen)}
          </Text>
        </>
      ),
    },
    { key: 'elasticity', label: t('price.elasticity'), isNumber: true, cell: (one) => elastic(one.value) },
  ];
  return (
    <section className={classes.panel} aria-label={t('price.categories')}>
      <Text fw={620}>{t('price.categories')}</Text>
      <SortTable label={t('price.categories')} rows={categories} keyOf={(one) => one.key} columns={columns} />
    </section>
  );
}
