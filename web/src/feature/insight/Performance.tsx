// /knowledge/performance: how sellers, teams, products and territories do, against goals, each other and their own past, with a word on where there
// are too few deals to tell.
import { Badge, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { Trophy } from 'lucide-react';
import { formatCount, listOf } from '../../i18n/format.ts';
import { type Key, t } from '../../i18n/index.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import { PeriodPicker } from '../goal/PeriodPicker.tsx';
import { isPeriod, periodName, thisQuarter } from '../goal/period.ts';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import { NotYet } from '../knowledge/NotYet.tsx';
import classes from './insight.module.css';
import type { LeagueRow, PerformanceTold, Standing } from './model.ts';
import { Drill, daysText, Foot, Interval, money, numberText, percent, Section, Tile, Tiles } from './parts.tsx';
import { toldApart } from './verdict.ts';

const BY = ['seller', 'team', 'product', 'territory'] as const;
type By = (typeof BY)[number];
const MEASURES = ['amount', 'per_deal', 'win_rate', 'goal_share', 'per_lead', 'per_hour', 'days'] as const;
type Measure = (typeof MEASURES)[number];

interface PerformanceSearch {
  by?: string;
  period?: string | number;
  measure?: string;
  pipeline?: string;
  currency?: string;
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
      parameters={{ by, period, pipeline: asked.pipeline, currency: asked.currency }}
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

const NAMED = 3;

/** The same verdicts that stand in the rows, in words. */
function sentence(told: PerformanceTold, period: string): string | null {
  if (told.deals === 0) return null;
  const { above, below, unlike } = toldApart(told.rows);
  const all = {
    amount: money(told.whole.amount, told.currency),
    units: told.rows.length,
    period: periodName(period),
  };
  if (above.length + below.length + unlike.length === 0) return t('insight.performance_alike', all);
  const named = (rows: LeagueRow[]) => {
    const names = rows.slice(0, NAMED).map((row) => row.title || t('insight.nothing'));
    const more = rows.length - names.length;
    return listOf(more > 0 ? [...names, t('insight.performance_more', { number: more })] : names);
  };
  return [
    t('insight.performance_brought', all),
    above.length > 0 && t('insight.performance_above', { names: named(above) }),
    below.length > 0 && t('insight.performance_below', { names: named(below) }),
    unlike.length > 0 && t('insight.performance_unlike', { names: named(unlike) }),
  ]
    .filter(Boolean)
    .join(' ');
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
  if (told.deals === 0) return <NotYet of="deals" />;
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
          <SortTable
            label={t('insight.league')}
            rows={rows}
            keyOf={(row) => row.id}
            columns={columnsOf(told, works)}
            first={50}
          />
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

function columnsOf(told: PerformanceTold, works: boolean): SortColumn<LeagueRow>[] {
  const { currency } = told;
  const below = (text: string) => <div className={classes.why}>{text}</div>;
  const within = (range: [number, number] | null | undefined) =>
    range ? below(t('insight.range', { low: money(range[0], currency), high: money(range[1], currency) })) : null;
  const columns: (SortColumn<LeagueRow> | false)[] = [
    {
      key: 'name',
      label: t('insight.name'),
      cell: (row) => <Drill behind={row}>{row.title || t('insight.nothing')}</Drill>,
    },
    {
      key: 'amount',
      label: t('insight.won_amount'),
      isNumber: true,
      cell: (row) => money(row.amount, currency),
    },
    {
      key: 'goal',
      label: t('insight.goal'),
      isNumber: true,
      cell: (row) => {
        const goal = row.goal_share ?? row.goal_count_share;
        return goal === null ? '–' : percent(goal);
      },
    },
    {
      key: 'win_rate',
      label: t('insight.win_rate'),
      cell: (row) => (
        <>
          <Interval share={row.shrunk ?? row.win_rate} whole={told.whole.win_rate?.share} />{' '}
          <Verdict standing={row.win_standing} what="insight.win_rate" />
          <WinWords row={row} />
        </>
      ),
    },
    {
      key: 'per_deal',
      label: t('insight.per_deal'),
      isNumber: true,
      cell: (row) =>
        row.per_deal ? (
          <>
            {money(row.per_deal.mean, currency)}{' '}
            {row.per_deal_standing !== 'too_few' && (
              <Verdict standing={row.per_deal_standing} what="insight.per_deal" />
            )}
            {below(
              t('insight.range', {
                low: money(row.per_deal.low, currency),
                high: money(row.per_deal.high, currency),
              }),
            )}
          </>
        ) : (
          '–'
        ),
    },
    works && {
      key: 'per_lead',
      label: t('insight.per_lead'),
      isNumber: true,
      cell: (row) => (
        <>
          {money(row.per_lead, currency)}
          {within(row.per_lead_range)}
          {row.leads ? below(t('insight.leads', { count: row.leads })) : null}
        </>
      ),
    },
    works && {
      key: 'per_hour',
      label: t('insight.per_hour'),
      isNumber: true,
      cell: (row) => (
        <>
          {money(row.per_hour, currency)}
          {within(row.per_hour_range)}
          {row.hours ? below(t('insight.hours', { hours: numberText(row.hours) })) : null}
        </>
      ),
    },
    { key: 'days', label: t('insight.days_median'), isNumber: true, cell: (row) => daysText(row.days) },
    {
      key: 'past',
      label: t('insight.own_past'),
      isNumber: true,
      cell: (row) => {
        const before = row.previous && row.previous > 0 ? row.amount / row.previous - 1 : null;
        return (
          <>
            {before === null ? '–' : `${before >= 0 ? '+' : '−'}${percent(Math.abs(before))}`}
            {row.past_best ? below(t('insight.own_best', { amount: money(row.past_best, currency) })) : null}
          </>
        );
      },
    },
  ];
  return columns.filter((column) => column !== false);
}

/** What the bar shows, in figures, and what it was made of. */
function WinWords({ row }: { row: LeagueRow }) {
  const bar = row.shrunk ?? row.win_rate;
  const won = t('insight.of', { part: formatCount(row.won), whole: formatCount(row.won + row.lost) });
  return (
    <div className={classes.why}>
      {bar && `${t('insight.range', { low: percent(bar.low), high: percent(bar.high) })} · `}
      {t('insight.won_out_of', { won })}
    </div>
  );
}
