// What keeping and knowing customers costs, against what came after what Kith told was acted on: in words, with the numbers they stand on.
import { Alert, Stack, Text } from '@mantine/core';
import type { Amount } from '../../api/analyses.ts';
import { formatDay, formatInteger, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import classes from '../knowledge/knowledge.module.css';
import type { InformationAgainst, InformationSide, Information as Told } from './model.ts';

const money = ({ amount, currency }: Amount): string => formatMoney(amount, currency);

/** Longer lines are hard to follow. */
const WIDTH = '72ch';

type Side = InformationSide & { key: 'acted_on' | 'dismissed' | 'left' };

function columns(): SortColumn<Side>[] {
  const number = (key: string, label: string, cell: (row: Side) => string): SortColumn<Side> => ({
    key,
    label,
    isNumber: true,
    cell,
  });
  return [
    { key: 'name', label: t('profit.info.done'), cell: (row) => t(`profit.info.${row.key}`) },
    number('times', t('profit.info.times'), (row) => formatInteger(row.times)),
    number('bought', t('profit.info.bought'), (row) => formatInteger(row.bought)),
    number('revenue', t('profit.revenue'), (row) => money(row.revenue)),
    number('margin', t('profit.margin'), (row) => money(row.margin)),
    number('each', t('profit.info.each'), (row) => (row.each ? money(row.each) : '–')),
  ];
}

export function Information({ told }: { told: Told }) {
  const sides = (['acted_on', 'dismissed', 'left'] as const).map((key): Side => ({ key, ...told[key] }));
  const label = t('profit.info.title');
  return (
    <section className={classes.panel} aria-label={label}>
      <Text fw={620}>{label}</Text>
      <Stack gap="xs">
        {told.refusal && <Alert color="yellow">{t(`profit.info.${told.refusal.code}`, { days: told.days })}</Alert>}
        {sentences(told).map((one) => (
          <Text key={one} size="sm" maw={WIDTH}>
            {one}
          </Text>
        ))}
        {sides.some(({ times }) => times > 0) && (
          <SortTable label={label} rows={sides} keyOf={(row) => row.key} columns={columns()} />
        )}
        <Text size="sm" c="dimmed" maw={WIDTH}>
          {t('profit.info.caveat')}
        </Text>
      </Stack>
    </section>
  );
}

/** What is said, in the sequence in which one thing follows from the other. */
function sentences(told: Told): string[] {
  const { acted_on: acted, days } = told;
  const said: string[] = [];
  if (!told.counted) said.push(t('profit.info.no_rate'));
  else if (told.from && told.to)
    said.push(
      t('profit.info.costs', {
        cost: money(told.cost),
        from: formatDay(told.from),
        to: formatDay(told.to),
        rate: formatMoney(told.rate, told.cost.currency),
      }),
    );
  if (acted.times > 0) {
    said.push(
      t('profit.info.brought', {
        days,
        number: formatInteger(acted.times),
        revenue: money(acted.revenue),
        margin: money(acted.margin),
      }),
    );
    if (told.net_at_most) said.push(t('profit.info.net_at_most', { net: money(told.net_at_most) }));
    said.push(...against(told, 'dismissed'), ...against(told, 'left'));
    if (told.partly && told.counted) said.push(t('profit.info.partly'));
  }
  if (told.waiting > 0) said.push(t('profit.info.waiting', { number: formatInteger(told.waiting), days }));
  return said;
}

function against(told: Told, side: 'dismissed' | 'left'): string[] {
  const found: InformationAgainst = told[`against_${side}`];
  if (found.refusal)
    return [
      found.refusal.code === 'too_few'
        ? t(`profit.info.too_few_${side}`, { needed: told.needed, acted: told.acted_on.times, other: told[side].times })
        : t(`profit.info.alike_${side}`),
    ];
  const { each, low, high, brought, net } = found;
  const text = t(`profit.info.against_${side}`, {
    each: money(each),
    low: money(low),
    high: money(high),
    all: money(brought[0]),
  });
  const said = [text];
  if (Number(low.amount) <= 0 && Number(high.amount) >= 0) said.push(t('profit.info.unclear'));
  if (net) said.push(t('profit.info.net', { net: money(net[0]), low: money(net[1]), high: money(net[2]) }));
  return [said.join(' ')];
}
