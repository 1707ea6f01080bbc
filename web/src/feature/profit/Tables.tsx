// Profit by customer, product, category and channel, sorted as one likes.
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Amount } from '../../api/analyses.ts';
import { useObject } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatCount, formatDuration, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { RecordName, useNames } from '../../record/names.tsx';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import type { CustomerSum, KeyedSum, ProfitResult, ProfitSum } from './model.ts';

function amount<R extends ProfitSum>(key: string, of: (row: R) => Amount): SortColumn<R> {
  return {
    key,
    label: t(`profit.${key as 'revenue'}`),
    by: (row) => Number(of(row).amount),
    isNumber: true,
    cell: (row) => formatMoney(of(row).amount, of(row).currency),
  };
}

interface Props {
  result: ProfitResult;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
}

export function Customers({ result, sort, onSort }: Props) {
  const names = useNames(result.ranked);
  const columns = useMemo((): SortColumn<CustomerSum>[] => {
    const time: SortColumn<CustomerSum> = {
      key: 'time',
      label: t('profit.time'),
      by: (row) => row.seconds,
      isNumber: true,
      cell: (row) => (
        <>
          {formatMoney(row.time.amount, row.time.currency)}
          <Text size="xs" c="dimmed">
            {row.seconds > 0 && formatDuration(row.seconds)}
          </Text>
        </>
      ),
    };
    return [
      { key: 'name', label: t('profit.customer'), cell: (row) => <RecordName row={row} names={names} /> },
      amount('revenue', (row) => row.revenue),
      amount('discount', (row) => row.discount),
      amount('margin', (row) => row.margin),
      time,
      amount('handling', (row) => row.handling),
      amount('profit', (row) => row.profit),
    ];
  }, [names]);
  return (
    <section className={classes.panel} aria-label={t('profit.ranked')}>
      <Text fw={620}>{t('profit.ranked')}</Text>
      {result.customers > result.ranked.length && (
        <Text size="sm" c="dimmed">
          {t('profit.ends', { shown: formatCount(result.ranked.length), all: formatCount(result.customers) })}
        </Text>
      )}
      <SortTable
        label={t('profit.ranked')}
        rows={result.ranked}
        keyOf={(row) => row.key}
        columns={columns}
        sort={sort}
        onSort={onSort}
        first={15}
      />
    </section>
  );
}

export function Parts({ result }: { result: ProfitResult }) {
  const channel = useObject('purchase')?.fields.find((field) => field.key === 'channel');
  const channelOf = (key: string) =>
    channel?.choices?.find((choice) => choice.key === key)?.label ?? (key || t('profit.no_channel'));
  const common: SortColumn<KeyedSum>[] = [
    amount('revenue', (row) => row.revenue),
    amount('discount', (row) => row.discount),
    amount('margin', (row) => row.margin),
  ];
  const linked = (object: string): SortColumn<KeyedSum> => ({
    key: 'name',
    label: t('profit.name'),
    by: (row) => row.name ?? '',
    cell: (row) =>
      row.key === 'none' ? (
        t('profit.no_category')
      ) : (
        <RecordLink object={object} id={row.key}>
          {row.name}
        </RecordLink>
      ),
  });
  // What serving costs is of customers and purchases, not of what was in them: products and categories end at their margin, which is their profit.
  const parts: { title: string; rows: KeyedSum[]; columns: SortColumn<KeyedSum>[]; initial: string }[] = [
    { title: t('profit.products'), rows: result.products, columns: [linked('product'), ...common], initial: '-margin' },
    {
      title: t('profit.categories'),
      rows: result.categories,
      columns: [linked('product_category'), ...common],
      initial: '-margin',
    },
    {
      title: t('profit.channels'),
      rows: result.channels,
      columns: [
        {
          key: 'name',
          label: t('profit.name'),
          by: (row) => channelOf(row.key),
          cell: (row) => channelOf(row.key),
        },
        ...common,
        amount('handling', (row) => row.handling),
        amount('profit', (row) => row.profit),
      ],
      initial: '-profit',
    },
  ];
  return parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows, columns, initial }) => (
      <section key={title} className={classes.panel} aria-label={title}>
        <Text fw={620}>{title}</Text>
        <SortTable
          label={title}
          rows={rows}
          keyOf={(row) => row.key || '-'}
          columns={columns}
          first={10}
          initial={initial}
        />
      </section>
    ));
}
