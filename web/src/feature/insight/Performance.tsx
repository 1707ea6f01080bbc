// /knowledge/performance: how sellers, teams, products and territories do, against goals, each other and their own past, with a word on where there
// are too few deals to tell.
import { Badge, SegmentedControl, Select, Table, Tooltip } from '@mantine/core';
import { Trophy } from 'lucide-react';
import { type Key, t } from '../../i18n/index.ts';
import { PeriodPicker } from '../goal/PeriodPicker.tsx';
import { isPeriod, periodName, thisQuarter } from '../goal/period.ts';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import classes from './insight.module.css';
import type { LeagueRow, PerformanceTold, Standing } from './model.ts';
import { Drill, daysText, Foot, Interval, money, numberText, percent, Section, Tile, Tiles } from './parts.tsx';

const BY = ['seller', 'team', 'product', 'territory'] as const;
type By = (typeof BY)[number];
const MEASURES = ['amount', 'per_deal', 'win_rate', 'goal_share', 'per_lead', 'per_hour', 'days'] as const;
type Measure = (typeof MEASURES)[number];

interface PerformanceSearch {
  by?: string;
  period?: string | number;
  measure?: string;
}

const figureOf: Record<Measure, (row: LeagueRow) => number | null> = {
  amount: (row) => row.amount,
  per_deal: (row) => row.per_deal?.mean ?? null,
  win_rate: (row) => row.shrunk?.share ?? row.win_rate?.share ?? null,
  goal_share: (row) => row.goal_share ?? row.goal_count_share,
  per_lead: (row) => row.per_lead,
  per_hour: (row) => row.per_hour,
  days: (row) => row.days,
};

export default function Performance() {
  const [asked, change] = useParameters<PerformanceSearch>();
  const by: By = BY.find((one) => one === asked.by) ?? 'seller';
  const wanted = String(asked.period ?? '');
  const period = isPeriod(wanted) ? wanted : thisQuarter();
  const measure: Measure = MEASURES.find((one) => one === asked.measure) ?? 'amount';
  return (
    <AnalysisPage<PerformanceTold>
      analysis="performance"
      title="insight.performance"
      text="insight.performance_text"
      icon={Trophy}
      parameters={{ by, period }}
      controls={
        <>
          <SegmentedControl
            size="sm"
            aria-label={t('insight.whose')}
            value={by}
            onChange={(next) => change({ by: next })}
            data={BY.map((value) => ({ value, label: t(`insight.by.${value}`) }))}
          />
          <PeriodPicker period={period} onChange={(next) => change({ period: next })} />
        </>
      }
      sentence={(told) => sentence(told, period)}
      table={(told) => ({
        head: [
          t('insight.name'),
          t('insight.won_amount'),
          t('insight.won'),
          t('insight.lost'),
          t('insight.win_rate'),
          t('insight.low'),
          t('insight.high'),
          t('insight.goal_share'),
          t('insight.per_lead'),
          t('insight.per_hour'),
          t('insight.days_median'),
        ],
        rows: told.rows.map((row) => [
          row.title,
          row.amount,
          row.won,
          row.lost,
          row.win_rate?.share,
          row.win_rate?.low,
          row.win_rate?.high,
          row.goal_share,
          row.per_lead,
          row.per_hour,
          row.days,
        ]),
      })}
      how={
        <>
          <p>{t('insight.performance_how')}</p>
          <p>{t('insight.performance_shrunk')}</p>
          <p>{t('insight.performance_trust')}</p>
        </>
      }
    >
      {(told) => (
        <div className={classes.told}>
          <Body told={told} measure={measure} onMeasure={(next) => change({ measure: next })} />
        </div>
      )}
    </AnalysisPage>
  );
}

function sentence(told: PerformanceTold, period: string): string {
  const sure = told.rows.filter((row) => row.win_standing === 'above' || row.per_deal_standing === 'above');
  const all = { amount: money(told.whole.amount, told.currency), units: told.rows.length, period: periodName(period) };
  return sure.length > 0
    ? t('insight.performance_says', {
        ...all,
        names: sure
          .map((row) => row.title)
          .slice(0, 3)
          .join(', '),
      })
    : t('insight.performance_alike', all);
}

function Body({
  told,
  measure,
  onMeasure,
}: {
  told: PerformanceTold;
  measure: Measure;
  onMeasure: (next: string) => void;
}) {
  const { currency, whole, benchmarks } = told;
  const isLow = measure === 'days';
  const rows = [...told.rows].sort((one, other) => {
    const [a, b] = [figureOf[measure](one), figureOf[measure](other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return isLow ? a - b : b - a;
  });
  const works = told.rows.some((row) => row.leads !== null);
  const mark = benchmarks[measure];
  const form = (value: number) =>
    measure === 'win_rate' || measure === 'goal_share'
      ? percent(value)
      : isLow
        ? daysText(value)
        : money(value, currency);
  return (
    <>
      <Tiles>
        <Tile
          label={t('insight.won')}
          value={money(whole.amount, currency)}
          note={t('insight.deals', { count: whole.won })}
        />
        <Tile
          label={t('insight.win_rate')}
          value={whole.win_rate ? percent(whole.win_rate.share) : '–'}
          note={
            whole.win_rate &&
            t('insight.range', { low: percent(whole.win_rate.low), high: percent(whole.win_rate.high) })
          }
        />
        <Tile
          label={t('insight.median_of')}
          value={mark ? form(mark.median) : '–'}
          note={t(`insight.measure.${measure}`)}
        />
        <Tile
          label={t('insight.best_of')}
          value={mark ? form(mark.best) : '–'}
          note={mark && t('insight.of_units', { count: mark.n })}
        />
        <Tile label={t('insight.time_gone')} value={percent(told.gone)} note={t('insight.of_period')} />
      </Tiles>
      <Section
        title={t('insight.league')}
        sure={t('insight.league_few', { few: told.few })}
        actions={
          <Select
            size="xs"
            aria-label={t('insight.sorted_by')}
            data={MEASURES.filter((one) => works || !['per_lead', 'per_hour'].includes(one)).map((value) => ({
              value,
              label: t(`insight.measure.${value}`),
            }))}
            value={measure}
            allowDeselect={false}
            onChange={(next) => next && onMeasure(next)}
          />
        }
      >
        {rows.length === 0 ? (
          <p className={classes.sure}>{t('insight.no_league')}</p>
        ) : (
          <Table.ScrollContainer minWidth={works ? 920 : 700}>
            <Table fz="sm" highlightOnHover aria-label={t('insight.league')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('insight.name')}</Table.Th>
                  <Table.Th ta="end">{t('insight.won_amount')}</Table.Th>
                  <Table.Th ta="end">{t('insight.goal')}</Table.Th>
                  <Table.Th>{t('insight.win_rate')}</Table.Th>
                  <Table.Th ta="end">{t('insight.per_deal')}</Table.Th>
                  {works && <Table.Th ta="end">{t('insight.per_lead')}</Table.Th>}
                  {works && <Table.Th ta="end">{t('insight.per_hour')}</Table.Th>}
                  <Table.Th ta="end">{t('insight.days_median')}</Table.Th>
                  <Table.Th ta="end">{t('insight.own_past')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} told={told} works={works} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {told.nobody && (
          <p className={classes.sure}>
            <Drill behind={told.nobody}>
              {t('insight.without', {
                count: told.nobody.won + told.nobody.lost,
                amount: money(told.nobody.amount, currency),
              })}
            </Drill>
          </p>
        )}
      </Section>
      <Foot others={told.other_currencies} />
    </>
  );
}

const COLORS: Record<Standing, string> = { above: 'green', below: 'red', unclear: 'gray', too_few: 'gray' };

/** Whether somebody can be told from all together; said in words, not by a place in a list. */
function Verdict({ standing, what }: { standing: Standing; what: Key }) {
  if (standing === 'unclear') return null;
  return (
    <Tooltip label={t(`insight.standing_help.${standing}`, { what: t(what) })} multiline maw={260}>
      <Badge size="xs" variant="light" color={COLORS[standing]} tt="none">
        {t(`insight.standing.${standing}`)}
      </Badge>
    </Tooltip>
  );
}

function Row({ row, told, works }: { row: LeagueRow; told: PerformanceTold; works: boolean }) {
  const { currency } = told;
  const goal = row.goal_share ?? row.goal_count_share;
  const before = row.previous && row.previous > 0 ? row.amount / row.previous - 1 : null;
  return (
    <Table.Tr>
      <Table.Td>
        <Drill behind={row}>{row.title || t('insight.nothing')}</Drill>
      </Table.Td>
      <Table.Td ta="end">
        {money(row.amount, currency)}
        <div className={classes.why}>{t('insight.of', { part: row.won, whole: row.won + row.lost })}</div>
      </Table.Td>
      <Table.Td ta="end">{goal === null ? '–' : percent(goal)}</Table.Td>
      <Table.Td>
        <Interval share={row.win_rate} whole={told.whole.win_rate?.share} />{' '}
        <Verdict standing={row.win_standing} what="insight.win_rate" />
      </Table.Td>
      <Table.Td ta="end">
        {row.per_deal ? (
          <Tooltip
            label={t('insight.between', {
              low: money(row.per_deal.low, currency),
              high: money(row.per_deal.high, currency),
            })}
          >
            <span>{money(row.per_deal.mean, currency)}</span>
          </Tooltip>
        ) : (
          '–'
        )}{' '}
        {row.per_deal_standing !== 'too_few' && <Verdict standing={row.per_deal_standing} what="insight.per_deal" />}
      </Table.Td>
      {works && (
        <Table.Td ta="end">
          {money(row.per_lead, currency)}
          <div className={classes.why}>{row.leads ? t('insight.leads', { count: row.leads }) : ''}</div>
        </Table.Td>
      )}
      {works && (
        <Table.Td ta="end">
          {money(row.per_hour, currency)}
          <div className={classes.why}>{row.hours ? t('insight.hours', { hours: numberText(row.hours) }) : ''}</div>
        </Table.Td>
      )}
      <Table.Td ta="end">{daysText(row.days)}</Table.Td>
      <Table.Td ta="end">
        {before === null ? '–' : `${before >= 0 ? '+' : '−'}${percent(Math.abs(before))}`}
        <div className={classes.why}>
          {row.past_best ? t('insight.own_best', { amount: money(row.past_best, currency) }) : ''}
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
