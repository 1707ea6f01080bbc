// Profit by segment of customers: as bars from the most profitable on, and as a table that leads to the records of each.
import { Anchor, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { formatInteger, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { moneyForm } from '../../ui/chart/model.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import type { SegmentSum, Segments } from './model.ts';

/** So many bars can be read. */
const BARS = 15;

const money = (
  key: 'revenue' | 'margin' | 'serving' | 'profit',
  of: (row: SegmentSum) => SegmentSum['profit'],
): SortColumn<SegmentSum> => ({
  key,
  label: t(`profit.${key}`),
  by: (row) => Number(of(row).amount),
  isNumber: true,
  cell: (row) => formatMoney(of(row).amount, of(row).currency),
});

function columns(): SortColumn<SegmentSum>[] {
  return [
    { key: 'name', label: t('profit.segment'), by: (row) => row.name, cell: (row) => <Name row={row} /> },
    {
      key: 'members',
      label: t('profit.segment_members'),
      by: (row) => row.members,
      isNumber: true,
      cell: (row) => <MarkLinks lists={row.lists} isNumber />,
    },
    {
      key: 'customers',
      label: t('profit.segment_bought'),
      by: (row) => row.customers,
      isNumber: true,
      cell: (row) => formatInteger(row.customers),
    },
    money('revenue', (row) => row.revenue),
    money('margin', (row) => row.margin),
    money('serving', (row) => row.serving),
    money('profit', (row) => row.profit),
    {
      key: 'each',
      label: t('profit.each'),
      by: (row) => (row.each ? Number(row.each.amount) : null),
      isNumber: true,
      cell: (row) => (row.each ? formatMoney(row.each.amount, row.each.currency) : '–'),
    },
  ];
}

function Name({ row }: { row: SegmentSum }) {
  const note = row.gathering ? t('profit.segment_gathering') : row.partly ? t('profit.segment_partly') : undefined;
  return (
    <>
      <Anchor inherit renderRoot={(props) => <Link to="/segments/$id" params={{ id: row.key } as never} {...props} />}>
        {row.name}
      </Anchor>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </>
  );
}

export function BySegment({ segments, unit }: { segments: Segments; unit: string }) {
  const navigate = useNavigate();
  const { rows, in_several, in_none, left_off } = segments;
  return (
    <section className={classes.panel} aria-label={t('profit.segments')}>
      <Text fw={620}>{t('profit.segments')}</Text>
      <Text size="sm" c="dimmed">
        {rows.length === 0
          ? t('profit.segments_empty')
          : t('profit.segments_text', { number: formatInteger(in_several) })}
      </Text>
      {left_off > 0 && <Text size="sm">{t('profit.segments_left_off', { number: formatInteger(left_off) })}</Text>}
      {rows.length > 1 && (
        <Chart
          kind="bar"
          isTight
          bare
          label={t('profit.segments')}
          head={t('profit.segment')}
          rows={rows.slice(0, BARS).map((row) => ({
            id: row.key,
            label: row.name,
            values: { profit: Number(row.profit.amount) },
          }))}
          series={[{ id: 'profit', label: t('profit.profit'), form: moneyForm(unit) }]}
          onDrill={({ row }) => void navigate({ to: '/segments/$id', params: { id: row.id } as never })}
        />
      )}
      {rows.length > 0 && (
        <SortTable label={t('profit.segments')} rows={rows} keyOf={(row) => row.key} columns={columns()} first={15} />
      )}
      {in_none && in_none.customers > 0 && (
        <Text size="sm" mt="xs">
          {t('profit.segments_none', {
            number: formatInteger(in_none.customers),
            profit: formatMoney(in_none.profit.amount, in_none.profit.currency),
          })}
        </Text>
      )}
    </section>
  );
}
