// Win rates by a field, each with its interval and of how many it is: a share of three deals must not look like one of three hundred.
import { useObject } from '../../dictionary/context.tsx';
import { formatCount, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { SortTable } from '../../ui/SortTable.tsx';
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
      <SortTable
        label={t('insight.rates')}
        rows={told.by.groups}
        keyOf={(group) => JSON.stringify(group.label)}
        columns={[
          {
            key: 'group',
            label: t('insight.group'),
            by: (group) => label(group.label),
            cell: (group) => <Drill behind={group}>{label(group.label)}</Drill>,
          },
          {
            key: 'rate',
            label: t('insight.win_rate'),
            by: (group) => group.win_rate?.share ?? null,
            isRanked: true,
            cell: (group) => <Interval share={group.win_rate} whole={whole} />,
          },
          {
            key: 'won',
            label: t('insight.won_of'),
            by: (group) => group.won,
            isNumber: true,
            cell: (group) =>
              t('insight.of', { part: formatCount(group.won), whole: formatCount(group.won + group.lost) }),
          },
          {
            key: 'amount',
            label: t('insight.won_amount'),
            by: (group) => group.amount,
            isNumber: true,
            cell: (group) => money(group.amount, told.currency),
          },
          {
            key: 'days',
            label: t('insight.days_median'),
            by: (group) => group.days?.median ?? null,
            isNumber: true,
            cell: (group) => daysText(group.days?.median),
          },
        ]}
      />
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
