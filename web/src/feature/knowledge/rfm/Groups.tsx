// The named groups: how many, what they bring, and what to do with them; each leads to its customers.

import { Progress, Text } from '@mantine/core';
import { formatInteger, formatMoney, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ScrollBox } from '../../../ui/ScrollBox.tsx';
import classes from '../knowledge.module.css';
import { MarkLinks } from '../MarkLinks.tsx';
import type { RfmResult } from './model.ts';

export function Groups({ result }: { result: RfmResult }) {
  return (
    <section className={classes.panel} aria-label={t('rfm.groups')}>
      <ScrollBox label={t('rfm.groups')} className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('rfm.group')}</th>
              <th scope="col">{t('rfm.customers')}</th>
              <th scope="col" data-number>
                {t('rfm.total')}
              </th>
              <th scope="col">{t('rfm.total_share')}</th>
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
            {result.groups.map((group) => (
              <tr key={group.key}>
                <th scope="row" style={{ minWidth: 200 }}>
                  {t(`rfm.group.${group.key}`)}
                  <Text size="xs" c="dimmed" fw={400}>
                    {t(`rfm.do.${group.key}`)}
                  </Text>
                </th>
                <td>
                  {group.customers === 0 ? formatInteger(0) : <MarkLinks lists={group.lists} />}
                  <Text size="xs" c="dimmed">
                    {formatPercent(Math.round(group.share * 100))}
                  </Text>
                </td>
                <td data-number>{formatMoney(group.total.amount, group.total.currency, true)}</td>
                <td style={{ minWidth: 110 }}>
                  {group.total_share !== null && (
                    <>
                      {formatPercent(Math.round(group.total_share * 100))}
                      <Progress
                        size="sm"
                        value={Math.max(0, group.total_share * 100)}
                        aria-label={t('rfm.total_share')}
                      />
                    </>
                  )}
                </td>
                <td data-number>{group.days === null ? '–' : formatInteger(group.days)}</td>
                <td data-number>{group.purchases === null ? '–' : formatInteger(group.purchases)}</td>
                <td data-number>
                  {group.amount ? formatMoney(group.amount.amount, group.amount.currency, true) : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
