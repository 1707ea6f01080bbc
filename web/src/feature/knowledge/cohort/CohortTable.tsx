// The cohorts as a table: a row for each, a column for each age; the more, the deeper the cell. A cell opens what is behind it.

import { Popover, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatMoney, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { paintOf } from '../../../ui/chart/HeatMap.tsx';
import { ScrollBox } from '../../../ui/ScrollBox.tsx';
import classes from '../knowledge.module.css';
import { MarkLinks } from '../MarkLinks.tsx';
import own from './cohort.module.css';
import {
  type CohortCell,
  type CohortResult,
  type CohortRow,
  type CohortShown,
  type CohortSpan,
  figureOf,
  listsOf,
} from './model.ts';

interface Props {
  result: CohortResult;
  shown: CohortShown;
  period: CohortSpan;
  name: (key: string) => string;
}

const percent = (share: number): string => formatPercent(Math.round(share * 1000) / 10);

export function CohortTable({ result, shown, period, name }: Props) {
  const width = Math.max(0, ...result.rows.map(({ cells }) => cells.length));
  const ages = Array.from({ length: width }, (_, age) => age);
  const text = (value: number): string =>
    shown === 'share'
      ? percent(value)
      : shown === 'customers'
        ? formatCount(value)
        : formatMoney(value, result.total.currency, true);
  // The first purchase itself is no return: where shares are shown it would outshine all that follows.
  const from = shown === 'share' || shown === 'customers' ? 1 : 0;
  const most = Math.max(
    0,
    ...result.rows.flatMap((row) => row.cells.slice(from).map((cell) => Math.abs(figureOf(cell, row, shown)))),
  );
  return (
    <section className={classes.panel} aria-label={t('cohort.title')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t(`cohort.ages.${period}`)}
      </Text>
      <ScrollBox label={t('cohort.title')} className={classes.scroll}>
        <table className={own.table}>
          <thead>
            <tr>
              <th scope="col">{t('cohort.cohort')}</th>
              <th scope="col">{t('rfm.customers')}</th>
              {ages.map((age) => (
                <th key={age} scope="col">
                  {formatCount(age)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{name(row.key)}</th>
                <td className={own.size}>
                  <MarkLinks lists={row.lists} name={name(row.key)} size="xs" />
                </td>
                {row.cells.map((cell, age) => (
                  <td key={cell.key}>
                    <Cell
                      cell={cell}
                      row={row}
                      name={name(row.key)}
                      age={age}
                      result={result}
                      text={text(figureOf(cell, row, shown))}
                      paint={age < from ? undefined : paintOf(figureOf(cell, row, shown), most)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {shown === 'share' && result.ages.length > 0 && (
            <tfoot>
              <tr>
                <th scope="row">{t('cohort.all')}</th>
                <td className={own.size}>{formatCount(result.customers)}</td>
                {result.ages.map(({ key, share }) => (
                  <td key={key}>
                    <span className={own.cell}>{percent(share)}</span>
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </ScrollBox>
      {result.rows.some(({ cells }) => cells.some(({ running }) => running)) && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('cohort.running')}
        </Text>
      )}
    </section>
  );
}

interface CellProps {
  cell: CohortCell;
  row: CohortRow;
  name: string;
  age: number;
  result: CohortResult;
  text: string;
  paint: string | undefined;
}

function Cell({ cell, row, name, age, result, text, paint }: CellProps) {
  const [opened, setOpened] = useState(false);
  const told = t('cohort.cell', {
    customers: formatCount(cell.customers),
    of: formatCount(cell.of),
    total: formatMoney(cell.total.amount, cell.total.currency, true),
    cumulated: formatMoney(cell.cumulated.amount, cell.cumulated.currency, true),
  });
  return (
    <Popover opened={opened} onChange={setOpened} withArrow trapFocus returnFocus shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={own.cell}
          data-running={cell.running || undefined}
          style={paint ? { background: paint } : undefined}
          aria-expanded={opened}
          aria-label={`${name}, ${age}: ${text}`}
          onClick={() => setOpened(!opened)}
        >
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {opened && (
          <Stack gap={4}>
            <Text fw={620}>
              {name} + {formatCount(age)}
            </Text>
            <Text size="sm">{told}</Text>
            {cell.running && (
              <Text size="sm" c="dimmed">
                {t('cohort.running')}
              </Text>
            )}
            <MarkLinks lists={cell.customers > 0 ? listsOf(result, row, age) : []} />
          </Stack>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
