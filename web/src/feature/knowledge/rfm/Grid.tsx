// Recency by frequency as a table: the more customers, the deeper the cell. A cell opens what is behind it.

import { Popover, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { paintOf } from '../../../ui/chart/HeatMap.tsx';
import { ScrollBox } from '../../../ui/ScrollBox.tsx';
import classes from '../knowledge.module.css';
import { MarkLinks } from '../MarkLinks.tsx';
import type { RfmCell, RfmResult } from './model.ts';
import own from './rfm.module.css';

const SCORES = [1, 2, 3, 4, 5] as const;

export function Grid({ result }: { result: RfmResult }) {
  const most = Math.max(...result.grid.map(({ customers }) => customers));
  const at = (recency: number, frequency: number) =>
    result.grid.find((cell) => cell.recency === recency && cell.frequency === frequency);
  return (
    <section className={classes.panel} aria-label={t('rfm.grid')}>
      <Text fw={620} mb="xs">
        {t('rfm.grid')}
      </Text>
      <ScrollBox label={t('rfm.grid')} className={classes.scroll}>
        <table className={own.grid}>
          <thead>
            <tr>
              <th scope="col">{t('rfm.recency')} ↓</th>
              {SCORES.map((score) => (
                <th key={score} scope="col">
                  {score === 1 ? t('rfm.seldom') : score === 5 ? t('rfm.often') : score}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SCORES.toReversed().map((recency) => (
              <tr key={recency}>
                <th scope="row">{recency === 5 ? t('rfm.lately') : recency === 1 ? t('rfm.long_ago') : recency}</th>
                {SCORES.map((frequency) => {
                  const cell = at(recency, frequency);
                  return <td key={frequency}>{cell && <Cell cell={cell} most={most} />}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function Cell({ cell, most }: { cell: RfmCell; most: number }) {
  const [opened, setOpened] = useState(false);
  const money = formatMoney(cell.total.amount, cell.total.currency, true);
  const name = t(`rfm.group.${cell.group}`);
  if (cell.customers === 0) return <span className={own.empty} />;
  return (
    <Popover opened={opened} onChange={setOpened} withArrow trapFocus returnFocus shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={own.cell}
          style={{ background: paintOf(cell.customers, most) }}
          aria-expanded={opened}
          aria-label={`${name}: ${t('rfm.cell', { customers: formatCount(cell.customers), money })}`}
          onClick={() => setOpened(!opened)}
        >
          <strong>{formatCount(cell.customers)}</strong>
          <span>{money}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={4}>
          <Text fw={620}>{name}</Text>
          <Text size="sm">{t('rfm.cell', { customers: formatCount(cell.customers), money })}</Text>
          <MarkLinks lists={cell.lists} name={name} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
