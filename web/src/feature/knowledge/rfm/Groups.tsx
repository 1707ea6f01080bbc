// The named groups: how many, what they bring, and what to do with them; each leads to its customers.

import { Progress, Text } from '@mantine/core';
import { formatCount, formatMoney, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { type SortColumn, SortTable } from '../../../ui/SortTable.tsx';
import classes from '../knowledge.module.css';
import { MarkLinks } from '../MarkLinks.tsx';
import type { RfmGroup, RfmResult } from './model.ts';

const percent = (share: number) => formatPercent(Math.round(share * 100));
const money = ({ amount, currency }: { amount: string; currency: string }) => formatMoney(amount, currency, true);
const count = (number: number | null) => (number === null ? '–' : formatCount(number));

const columns = (): SortColumn<RfmGroup>[] => [
  {
    key: 'group',
    label: t('rfm.group'),
    cell: (group) => (
      <>
        {t(`rfm.group.${group.key}`)}
        <Text size="xs" c="dimmed" fw={400}>
          {t(`rfm.do.${group.key}`)}
        </Text>
      </>
    ),
  },
  {
    key: 'customers',
    label: t('rfm.customers'),
    isNumber: true,
    by: (group) => group.customers,
    cell: (group) => (
      <>
        {group.customers === 0 ? (
          formatCount(0)
        ) : (
          <MarkLinks lists={group.lists} name={t(`rfm.group.${group.key}`)} isNumber />
        )}
        <Text size="xs" c="dimmed">
          {percent(group.share)}
        </Text>
      </>
    ),
  },
  {
    key: 'total',
    label: t('rfm.total'),
    isNumber: true,
    by: (group) => Number(group.total.amount),
    cell: (group) => money(group.total),
  },
  {
    key: 'share',
    label: t('rfm.total_share'),
    isNumber: true,
    by: (group) => group.total_share,
    cell: (group) =>
      group.total_share !== null && (
        <>
          {percent(group.total_share)}
          <Progress size="sm" miw={90} value={Math.max(0, group.total_share * 100)} aria-label={t('rfm.total_share')} />
        </>
      ),
  },
  {
    key: 'days',
    label: t('rfm.days'),
    isNumber: true,
    by: (group) => group.days,
    cell: (group) => count(group.days),
  },
  {
    key: 'purchases',
    label: t('rfm.purchases'),
    isNumber: true,
    by: (group) => group.purchases,
    cell: (group) => count(group.purchases),
  },
  {
    key: 'amount',
    label: t('rfm.amount'),
    isNumber: true,
    by: (group) => (group.amount ? Number(group.amount.amount) : null),
    cell: (group) => (group.amount ? money(group.amount) : '–'),
  },
];

export function Groups({ result }: { result: RfmResult }) {
  return (
    <section className={classes.panel} aria-label={t('rfm.groups')}>
      <SortTable label={t('rfm.groups')} rows={result.groups} keyOf={(group) => group.key} columns={columns()} />
    </section>
  );
}
