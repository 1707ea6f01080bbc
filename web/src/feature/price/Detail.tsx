// One product looked at closely: price and quantity over time, what changes of price would do, and what moves with it.
import { Alert, CloseButton, Group, Stack, Text } from '@mantine/core';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatDate, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { countForm, moneyForm, shareForm } from '../../ui/chart/model.ts';
import { SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import { changed, elastic, type PriceDetail } from './model.ts';

export function Detail({ detail, onClose }: { detail: PriceDetail; onClose: () => void }) {
  const currency = detail.points[0]?.price.currency ?? 'EUR';
  const hasMargin = detail.what_if.some((one) => one.margin);
  return (
    <section className={classes.panel} aria-label={detail.name}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={620}>
          <RecordLink object="product" id={detail.id}>
            {detail.name}
          </RecordLink>
        </Text>
        <CloseButton aria-label={t('paste.close')} onClick={onClose} />
      </Group>
      <Stack gap="md">
        {detail.refusal && <Alert color="gray">{t(`price.refusal.${detail.refusal.key}`)}</Alert>}
        {detail.own && (
          <Text size="sm">
            {t('price.own', {
              value: elastic(detail.own.value),
              low: elastic(detail.own.low),
              high: elastic(detail.own.high),
            })}
          </Text>
        )}
        <Chart
          kind="bar"
          isTime
          label={t('price.over_time')}
          head={t('price.period')}
          height={240}
          rows={detail.points.map((point) => ({
            id: point.day,
            label: formatDate(point.day),
            values: { quantity: point.quantity, price: Number(point.price.amount) },
          }))}
          series={[
            { id: 'quantity', label: t('price.quantity'), form: countForm },
            { id: 'price', label: t('price.price'), form: moneyForm(currency), isOther: true, isLine: true },
          ]}
        />
        {detail.what_if.length > 0 && (
          <Chart
            kind="line"
            isTime
            label={t('price.what_if')}
            head={t('price.change')}
            height={240}
            rows={detail.what_if.map((one) => ({
              id: String(one.change),
              label: changed(1 + one.change),
              values: {
                revenue: one.revenue.value - 1,
                quantity: one.quantity.value - 1,
                ...(one.margin && { margin: one.margin.value - 1 }),
              },
              bands: { revenue: [one.revenue.low - 1, one.revenue.high - 1] as const },
            }))}
            series={[
              { id: 'revenue', label: t('price.revenue'), form: shareForm },
              { id: 'quantity', label: t('price.quantity'), form: shareForm, isFaint: true },
              ...(hasMargin ? [{ id: 'margin', label: t('price.margin'), form: shareForm }] : []),
            ]}
          />
        )}
        {detail.cross.length > 0 && (
          <div>
            <Text size="sm">{t('price.cross')}</Text>
            <SortTable
              label={t('price.cross')}
              rows={detail.cross}
              keyOf={(one) => one.key}
              columns={[
                {
                  key: 'name',
                  label: t('price.product'),
                  by: (one) => one.name,
                  cell: (one) => (
                    <RecordLink object="product" id={one.id}>
                      {one.name}
                    </RecordLink>
                  ),
                },
                {
                  key: 'value',
                  label: t('price.cross_value'),
                  by: (one) => one.value.value,
                  isNumber: true,
                  cell: (one) => (
                    <>
                      {elastic(one.value.value)}
                      <Text size="xs" c="dimmed">
                        {t('together.between', { low: elastic(one.value.low), high: elastic(one.value.high) })}
                      </Text>
                    </>
                  ),
                },
                { key: 'kind', label: t('price.means'), cell: (one) => t(`price.kind.${one.kind}`) },
              ]}
            />
          </div>
        )}
        <Text size="xs" c="dimmed">
          {detail.points.length > 0 &&
            t('price.last_price', {
              price: formatMoney(detail.points.at(-1)?.price.amount ?? '0', currency),
            })}
        </Text>
      </Stack>
    </section>
  );
}
