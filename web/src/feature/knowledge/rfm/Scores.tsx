// What each score stands for: from which value to which.

import { Text } from '@mantine/core';
import { formatInteger, formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ScrollBox } from '../../../ui/ScrollBox.tsx';
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
      <ScrollBox label={t('rfm.scores')} className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('rfm.score')}</th>
              <th scope="col" data-number>
                {t('rfm.days')}
              </th>
              <th scope="col" data-number>
                {t('rfm.purchases')}
              </th>
              <th scope="col" data-number>
                {t('rfm.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {result.scores.toReversed().map(({ key, recency, frequency, monetary }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td data-number>{recency ? span(formatInteger(recency.from), formatInteger(recency.to)) : '–'}</td>
                <td data-number>
                  {frequency ? span(formatInteger(frequency.from), formatInteger(frequency.to)) : '–'}
                </td>
                <td data-number>{monetary ? span(money(monetary.from), money(monetary.to)) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
