// Who buys only with a discount; where no line carries one, that is said.
import { Text } from '@mantine/core';
import { formatCount, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { RecordName, useNames } from '../../record/names.tsx';
import { SortTable } from '../../ui/SortTable.tsx';
import { percent } from '../basket/model.ts';
import classes from '../knowledge/knowledge.module.css';
import type { PriceResult } from './model.ts';

export function Discounts({ result }: { result: PriceResult }) {
  const names = useNames(result.discounts?.customers ?? []);
  const money = ({ amount, currency }: { amount: string; currency: string }) => formatMoney(amount, currency);
  return (
    <section className={classes.panel} aria-label={t('price.discounts')}>
      <Text fw={620}>{t('price.discounts')}</Text>
      {!result.discounts && <Text size="sm">{t('price.no_discounts')}</Text>}
      {result.discounts && (
        <>
          <SortTable
            label={t('price.discounts')}
            rows={result.discounts.groups}
            keyOf={(one) => one.key}
            columns={[
              { key: 'group', label: t('price.buys'), cell: (one) => t(`price.discount.${one.key}`) },
              {
                key: 'customers',
                label: t('price.customers'),
                isNumber: true,
                cell: (one) => formatCount(one.customers),
              },
              { key: 'given', label: t('price.given'), isNumber: true, cell: (one) => money(one.given) },
              { key: 'total', label: t('price.revenue'), isNumber: true, cell: (one) => money(one.total) },
            ]}
          />
          {result.discounts.customers.length > 0 && (
            <SortTable
              label={t('price.depend')}
              first={10}
              rows={result.discounts.customers}
              keyOf={(one) => one.key}
              columns={[
                { key: 'name', label: t('price.depend'), cell: (one) => <RecordName row={one} names={names} /> },
                {
                  key: 'share',
                  label: t('price.with_discount'),
                  by: (one) => one.cheaper / one.purchases,
                  isNumber: true,
                  cell: (one) => (
                    <>
                      {t('price.of', { part: formatCount(one.cheaper), all: formatCount(one.purchases) })}
                      <Text size="xs" c="dimmed">
                        {t('together.between', { low: percent(one.low), high: percent(one.high) })}
                      </Text>
                    </>
                  ),
                },
                {
                  key: 'given',
                  label: t('price.given'),
                  by: (one) => Number(one.given.amount),
                  isNumber: true,
                  cell: (one) => money(one.given),
                },
                {
                  key: 'total',
                  label: t('price.revenue'),
                  by: (one) => Number(one.total.amount),
                  isNumber: true,
                  cell: (one) => money(one.total),
                },
              ]}
            />
          )}
        </>
      )}
    </section>
  );
}
