// The whale curve: which share of the whole profit the best customers bring, and where those begin that cost more than they bring.
import { Alert, Box, Text } from '@mantine/core';
import { formatCount, formatMoney, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { moneyForm, shareForm } from '../../ui/chart/model.ts';
import { SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import type { ProfitResult } from './model.ts';

export function Curve({ result }: { result: ProfitResult }) {
  const { curve, losing, tenths } = result;
  return (
    <section className={classes.panel} aria-label={t('profit.curve')}>
      <Text fw={620}>{t('profit.curve')}</Text>
      {curve.refusal && <Alert color="gray">{curve.refusal}</Alert>}
      {curve.points.length > 1 && (
        <>
          <Text size="sm" c="dimmed">
            {t('profit.curve_text', { peak: formatPercent(Math.round((curve.peak ?? 1) * 100)) })}
          </Text>
          <Chart
            kind="line"
            across={shareForm}
            label={t('profit.curve')}
            head={t('profit.customers')}
            height={260}
            rows={curve.points.map(([at, share]) => ({
              id: String(at),
              label: formatPercent(Math.round(at * 100)),
              at,
              values: { share },
            }))}
            series={[{ id: 'share', label: t('profit.share'), form: shareForm }]}
          />
        </>
      )}
      {losing.customers > 0 && (
        <Box my="sm">
          <Text size="sm">
            {t('profit.losing', {
              count: losing.customers,
              number: formatCount(losing.customers),
              money: formatMoney(losing.money.amount, losing.money.currency),
            })}
          </Text>
          <MarkLinks lists={losing.lists} name={t('profit.losing_name')} />
        </Box>
      )}
      {tenths.length > 1 && (
        <>
          <Chart
            kind="bar"
            isTime
            bare
            label={t('profit.tenths')}
            head={t('profit.tenths')}
            height={200}
            rows={tenths.map((one) => ({
              id: one.key,
              label: one.key,
              values: { profit: Number(one.profit.amount) },
            }))}
            series={[{ id: 'profit', label: t('profit.profit'), form: moneyForm(result.total.profit.currency) }]}
          />
          <SortTable
            label={t('profit.tenths')}
            rows={tenths}
            keyOf={(one) => one.key}
            columns={[
              { key: 'tenth', label: t('profit.tenths'), cell: (one) => t('value.tenth_number', { number: one.key }) },
              {
                key: 'customers',
                label: t('profit.customers'),
                cell: (one) => <MarkLinks lists={one.lists} name={`${t('profit.tenths')}: ${one.key}`} />,
              },
              {
                key: 'revenue',
                label: t('profit.revenue'),
                isNumber: true,
                cell: (one) => formatMoney(one.revenue.amount, one.revenue.currency),
              },
              {
                key: 'profit',
                label: t('profit.profit'),
                isNumber: true,
                cell: (one) => formatMoney(one.profit.amount, one.profit.currency),
              },
            ]}
          />
        </>
      )}
    </section>
  );
}
