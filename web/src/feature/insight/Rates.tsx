// Win rates by a field, each with its interval and of how many it is: a share of three deals must not look like one of three hundred.
import { Table } from '@mantine/core';
import { useObject } from '../../dictionary/context.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { TextTable } from '../knowledge/csv.ts';
import type { RateLabel, SalesTold } from './model.ts';
import { Csv, Drill, daysText, Interval, money, monthName } from './parts.tsx';

/** What a group is called: the title of a record, the label of a choice, a band of numbers. */
export function useLabel(path: string) {
  const deal = useObject('deal');
  const company = useObject('company');
  const [first, second] = path.split('.');
  const field = (second ? company : deal)?.fields.find((one) => one.key === (second ?? first));
  return (label: RateLabel): string => {
    if (label === null) return t('insight.nothing');
    if ('title' in label) return label.title || t('insight.nothing');
    if ('month' in label) return monthName(label.month);
    if ('from' in label) {
      const number = (value: number) => formatNumber(value, 2);
      if (label.from === null)
        return label.below === null ? t('insight.any') : t('insight.below', { to: number(label.below) });
      return label.below === null
        ? t('insight.from_on', { from: number(label.from) })
        : t('insight.band', { from: number(label.from), to: number(label.below) });
    }
    if (typeof label.value === 'boolean') return t(label.value ? 'insight.yes' : 'insight.no');
    return field?.choices?.find((choice) => choice.key === label.value)?.label ?? label.value;
  };
}

export function Rates({ told }: { told: SalesTold }) {
  const label = useLabel(told.by.field);
  const whole = told.summary.win_rate?.share ?? null;
  return (
    <>
      <Table.ScrollContainer minWidth={520}>
        <Table fz="sm" highlightOnHover aria-label={t('insight.rates')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('insight.group')}</Table.Th>
              <Table.Th>{t('insight.win_rate')}</Table.Th>
              <Table.Th ta="end">{t('insight.won_of')}</Table.Th>
              <Table.Th ta="end">{t('insight.won_amount')}</Table.Th>
              <Table.Th ta="end">{t('insight.days_median')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {told.by.groups.map((group, place) => (
              <Table.Tr key={String(place)}>
                <Table.Td>
                  <Drill behind={group}>{label(group.label)}</Drill>
                </Table.Td>
                <Table.Td>
                  <Interval share={group.win_rate} whole={whole} />
                </Table.Td>
                <Table.Td ta="end">{t('insight.of', { part: group.won, whole: group.won + group.lost })}</Table.Td>
                <Table.Td ta="end">{money(group.amount, told.currency)}</Table.Td>
                <Table.Td ta="end">{daysText(group.days?.median)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <div>
        <Csv name={`win-rates-${told.by.field}`} table={() => ratesTable(told, label)} />
      </div>
    </>
  );
}

/** What a group is called without a look at the dictionary. */
export function plainLabel(label: RateLabel): string {
  if (label === null) return t('insight.nothing');
  if ('title' in label) return label.title;
  if ('month' in label) return label.month;
  return 'from' in label ? `${label.from ?? ''} – ${label.below ?? ''}` : String(label.value);
}

/** The groups as a table; `name` says what a group is called. */
export const ratesTable = (told: SalesTold, name: (label: RateLabel) => string): TextTable => ({
  head: [
    t('insight.group'),
    t('insight.won'),
    t('insight.lost'),
    t('insight.win_rate'),
    t('insight.low'),
    t('insight.high'),
    t('insight.amount'),
    t('insight.days_median'),
  ],
  rows: told.by.groups.map((group) => [
    name(group.label),
    group.won,
    group.lost,
    group.win_rate?.share,
    group.win_rate?.low,
    group.win_rate?.high,
    group.amount,
    group.days?.median,
  ]),
});
