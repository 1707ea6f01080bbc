// At which prices is sold: bands of prices, with the lines behind each.
import { Text } from '@mantine/core';
import { formatCount, formatMoney, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { moneyForm } from '../../ui/chart/model.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import type { Band, PriceResult } from './model.ts';

const named = ({ from, to }: Band): string =>
  to
    ? t('price.band', { from: formatMoney(from.amount, from.currency), to: formatMoney(to.amount, to.currency) })
    : t('price.band_from', { from: formatMoney(from.amount, from.currency) });

export function Bands({ result }: { result: PriceResult }) {
  const { bands } = result;
  const columns: SortColumn<Band>[] = [
    { key: 'band', label: t('price.price'), by: (one) => Number(one.from.amount), cell: named },
    {
      key: 'lines',
      label: t('price.lines'),
      by: (one) => one.lines,
      isNumber: true,
      cell: (one) => <MarkLinks lists={one.lists.map((list) => ({ ...list, customers: one.lines }))} isNumber />,
    },
    {
      key: 'quantity',
      label: t('price.pieces'),
      by: (one) => Number(one.quantity),
      isNumber: true,
      cell: (one) => formatNumber(one.quantity, 1),
    },
    {
      key: 'revenue',
      label: t('price.revenue'),
      by: (one) => Number(one.revenue.amount),
      isNumber: true,
      cell: (one) => formatMoney(one.revenue.amount, one.revenue.currency),
    },
    {
      key: 'margin',
      label: t('price.margin'),
      by: (one) => (one.margin ? Number(one.margin.amount) : null),
      isNumber: true,
      cell: (one) => (one.margin ? formatMoney(one.margin.amount, one.margin.currency) : '–'),
    },
  ];
  if (bands.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('price.bands')}>
      <Text fw={620}>{t('price.bands')}</Text>
      <Text size="sm" c="dimmed">
        {t('price.bands_text', { lines: formatCount(result.lines) })}
      </Text>
      <Chart
        kind="bar"
        label={t('price.bands')}
        head={t('price.price')}
        height={220}
        bare
        rows={bands.map((one) => ({
          id: one.key,
          label: named(one),
          values: { revenue: Number(one.revenue.amount) },
        }))}
        series={[{ id: 'revenue', label: t('price.revenue'), form: moneyForm(result.revenue.currency) }]}
      />
      <SortTable label={t('price.bands')} rows={bands} keyOf={(one) => one.key} columns={columns} />
    </section>
  );
}
