// Who moved from which group to which since an earlier day: from the left, to the top.

import { Text } from '@mantine/core';
import { formatCount, formatDate, formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { paintOf } from '../../../ui/chart/HeatMap.tsx';
import { ScrollBox } from '../../../ui/ScrollBox.tsx';
import classes from '../knowledge.module.css';
import { GROUPS, type GroupKey, type RfmResult } from './model.ts';

type Told = NonNullable<RfmResult['movements']>;

export function Movements({ movements }: { movements: Told }) {
  const { moves, since } = movements;
  const most = Math.max(1, ...moves.filter(({ from, to }) => from !== to).map(({ customers }) => customers));
  const at = (from: GroupKey | null, to: GroupKey) => moves.find((move) => move.from === from && move.to === to);
  const rows = [...GROUPS, null].filter((from) => moves.some((move) => move.from === from));
  const columns = GROUPS.filter((to) => moves.some((move) => move.to === to));
  return (
    <section className={classes.panel} aria-label={t('rfm.movements')}>
      <Text fw={620}>{t('rfm.movements')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('rfm.movements_text', { since: formatDate(since) })}
      </Text>
      <ScrollBox label={t('rfm.movements')} className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('rfm.from_to')}</th>
              {columns.map((to) => (
                <th key={to} scope="col" data-number>
                  {t(`rfm.group.${to}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((from) => (
              <tr key={from ?? 'none'}>
                <th scope="row">{from ? t(`rfm.group.${from}`) : t('rfm.not_yet')}</th>
                {columns.map((to) => {
                  const move = at(from, to);
                  if (!move) return <td key={to} />;
                  const title = formatMoney(move.total.amount, move.total.currency, true);
                  const isStay = from === to;
                  return (
                    <td
                      key={to}
                      data-number
                      title={title}
                      style={isStay ? undefined : { background: paintOf(move.customers, most) }}
                    >
                      {isStay ? (
                        <Text span c="dimmed" size="sm">
                          {formatCount(move.customers)}
                        </Text>
                      ) : (
                        formatCount(move.customers)
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
