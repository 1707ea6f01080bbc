// What each score stands for: from which value to which.

import { Text } from '@mantine/core';
import { formatCount, formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { SortTable } from '../../../ui/SortTable.tsx';
import classes from '../knowledge.module.css';
import type { RfmResult } from './model.ts';

const span = (from: string, to: string): string => (from === to ? from : `${from} – ${to}`);

export function Scores({ result }: { result: RfmResult }) {
  const money = (amount: { amount: string; currency: string }) => formatMoney(amount.amount, amount.currency, true);
  return (
    <section className={classes.panel} aria-label={t('rfm.scores')}>
      <Text fw={620} mb="xs">
        {t('rfm.scores')}
      </Text>
      <SortTable
        label={t('rfm.scores')}
        rows={result.scores.toReversed()}
        keyOf={({ key }) => key}
        columns={[
          { key: 'score', label: t('rfm.score'), cell: ({ key }) => key },
          {
            key: 'recency',
            label: t('rfm.days'),
            isNumber: true,
            cell: ({ recency }) => (recency ? span(formatCount(recency.from), formatCount(recency.to)) : '–'),
          },
          {
            key: 'frequency',
            label: t('rfm.purchases'),
            isNumber: true,
            cell: ({ frequency }) => (frequency ? span(formatCount(frequency.from), formatCount(frequency.to)) : '–'),
          },
          {
            key: 'monetary',
            label: t('rfm.amount'),
            isNumber: true,
            cell: ({ monetary }) => (monetary ? span(money(monetary.from), money(monetary.to)) : '–'),
          },
        ]}
      />
    </section>
  );
}
