// /knowledge/pipeline_forecast: what the open deals will probably bring, beside the weighted sum and what managers commit to, with how right
// earlier forecasts would have been.
import { Alert, SegmentedControl } from '@mantine/core';
import { Telescope } from 'lucide-react';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatCount, formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { moneyForm } from '../../ui/chart/model.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import classes from './insight.module.css';
import { type BackTest as BackTestTold, isRefused, type PipelineForecastTold } from './model.ts';
import { Drill, Few, Foot, money, monthName, percent, Refusal, Section, Tile, Tiles, useDrill } from './parts.tsx';
import { trustOf } from './verdict.ts';

interface ForecastSearch {
  months?: number | string;
  pipeline?: string;
  owner?: string;
  team?: string;
  currency?: string;
  runs?: number;
  model?: string;
}

export default function PipelineForecast() {
  const [asked, change] = useParameters<ForecastSearch>();
  const { pipeline, owner, team, currency, runs, model } = asked;
  const months = String(asked.months ?? 3);
  return (
    <AnalysisPage<PipelineForecastTold>
      analysis="pipeline_forecast"
      title="insight.forecast"
      text="insight.forecast_text"
      icon={Telescope}
      parameters={{ months: Number(months), pipeline, owner, team, currency, runs, model }}
      controls={
        <SegmentedControl
          size="sm"
          aria-label={t('insight.months_ahead')}
          value={months}
          onChange={(next) => change({ months: Number(next) })}
          data={['1', '3', '6', '12'].map((value) => ({ value, label: t('insight.months', { count: Number(value) }) }))}
        />
      }
      sentence={({ total, months: each, currency }) =>
        total && each
          ? t('insight.forecast_says', {
              month: monthName(each.at(-1)?.month ?? ''),
              low: money(total.p10, currency),
              middle: money(total.p50, currency),
              high: money(total.p90, currency),
            })
          : null
      }
      table={({ months: each = [] }) => ({
        head: [
          t('insight.month'),
          'P10',
          'P50',
          'P90',
          t('insight.weighted'),
          t('insight.commit'),
          t('insight.won_already'),
        ],
        rows: each.map((one) => [
          one.month,
          one.forecast.p10,
          one.forecast.p50,
          one.forecast.p90,
          one.weighted,
          one.commit,
          one.won,
        ]),
      })}
      how={
        <>
          <p>{t('insight.forecast_method_stages')}</p>
          <p>{t('insight.forecast_method_age')}</p>
          <p>{t('insight.back_test_method')}</p>
          <p>{t('insight.forecast_trust')}</p>
        </>
      }
    >
      {(told) => (
        <div className={classes.told}>
          <Body told={told} />
        </div>
      )}
    </AnalysisPage>
  );
}

function Body({ told }: { told: PipelineForecastTold }) {
  const drill = useDrill();
  const { currency, total, months, owners, rests_on: deals } = told;
  const form = moneyForm(currency);
  if (told.refused || !total || !months) {
    return (
      <>
        {told.refused && <Few of="deals" why={told.refused} />}
        <Foot others={told.other_currencies} />
      </>
    );
  }
  const weighted = months.reduce((sum, month) => sum + month.weighted, 0);
  const commit = months.reduce((sum, month) => sum + month.commit, 0);
  const won = months.reduce((sum, month) => sum + month.won, 0);
  return (
    <>
      <Section
        title={t('insight.expected_until', { month: monthName(months.at(-1)?.month ?? '') })}
        sure={<Sureness told={told} />}
      >
        <Tiles>
          <Tile
            label={t('insight.middle')}
            value={money(total.p50, currency)}
            note={t('insight.range', { low: money(total.p10, currency), high: money(total.p90, currency) })}
          />
          <Tile label={t('insight.weighted')} value={money(weighted, currency)} note={t('insight.weighted_note')} />
          <Tile label={t('insight.commit')} value={money(commit, currency)} note={t('insight.commit_note')} />
          <Tile label={t('insight.won_already')} value={money(won, currency)} note={t('insight.this_month')} />
        </Tiles>
        <Chart
          kind="line"
          isTime
          label={t('insight.by_month')}
          head={t('insight.month')}
          height={260}
          rows={months.map((one) => ({
            id: one.month,
            label: monthName(one.month),
            values: { forecast: one.forecast.p50, weighted: one.weighted, commit: one.commit },
            bands: { forecast: [one.forecast.p10, one.forecast.p90] as const },
          }))}
          series={[
            { id: 'forecast', label: t('insight.simulated'), form },
            { id: 'weighted', label: t('insight.weighted'), form, isFaint: true },
            { id: 'commit', label: t('insight.commit'), form, isFaint: true },
          ]}
          onDrill={(mark) => drill(months.find((one) => one.month === mark.row.id))}
        />
        <Cautions told={told} />
      </Section>
      {owners && owners.length > 1 && (
        <Section title={t('insight.by_seller')}>
          <SortTable
            label={t('insight.by_seller')}
            rows={owners}
            keyOf={(one) => one.owner?.id ?? ''}
            columns={ownerColumns(currency)}
          />
        </Section>
      )}
      <BackTest told={told} />
      {deals && deals.length > 0 && (
        <Section title={t('insight.rests_on')} says={t('insight.rests_on_says')}>
          <SortTable
            label={t('insight.rests_on')}
            rows={deals}
            keyOf={(one) => one.id}
            columns={dealColumns(currency)}
            first={15}
          />
        </Section>
      )}
      <Foot others={told.other_currencies} />
    </>
  );
}

type Owner = NonNullable<PipelineForecastTold['owners']>[number];
type CarryingDeal = NonNullable<PipelineForecastTold['rests_on']>[number];

function ownerColumns(currency: string): SortColumn<Owner>[] {
  const amount = (key: string, label: string, by: (one: Owner) => number): SortColumn<Owner> => ({
    key,
    label,
    by,
    isNumber: true,
    cell: (one) => money(by(one), currency),
  });
  return [
    {
      key: 'owner',
      label: t('insight.seller'),
      by: (one) => one.owner?.title ?? null,
      cell: (one) => <Drill behind={one}>{one.owner?.title ?? t('insight.nobody')}</Drill>,
    },
    {
      key: 'open',
      label: t('insight.open'),
      by: (one) => one.open,
      isNumber: true,
      cell: (one) => formatCount(one.open),
    },
    amount('p10', 'P10', (one) => one.forecast.p10),
    {
      ...amount('p50', t('insight.middle'), (one) => one.forecast.p50),
      cell: (one) => <b>{money(one.forecast.p50, currency)}</b>,
    },
    amount('p90', 'P90', (one) => one.forecast.p90),
    amount('weighted', t('insight.weighted'), (one) => one.weighted),
  ];
}

const dealColumns = (currency: string): SortColumn<CarryingDeal>[] => [
  {
    key: 'deal',
    label: t('insight.deal'),
    by: (one) => one.title,
    cell: (one) => (
      <RecordLink object="deal" id={one.id}>
        {one.title || t('record.untitled')}
      </RecordLink>
    ),
  },
  {
    key: 'amount',
    label: t('insight.amount'),
    by: (one) => one.value,
    isNumber: true,
    cell: (one) => `${one.guessed ? '≈ ' : ''}${money(one.value, currency)}`,
  },
  {
    key: 'chance',
    label: t('insight.chance'),
    by: (one) => one.chance,
    isNumber: true,
    cell: (one) => percent(one.chance),
  },
  {
    key: 'expected',
    label: t('insight.expected'),
    by: (one) => one.expected,
    isNumber: true,
    cell: (one) => money(one.expected, currency),
  },
];

/** How much came of what was told. */
const came = ({ ratio }: BackTestTold): string => (ratio === null ? '' : t('insight.ratio', { share: percent(ratio) }));

function Sureness({ told }: { told: PipelineForecastTold }) {
  const test = told.back_test;
  if (!test || isRefused(test)) return <>{t('insight.untested')}</>;
  return (
    <>
      {t('insight.tested', { all: test.forecasts, share: percent(test.within.share) })} {came(test)}
    </>
  );
}

/** What the forecast does not know, said where it is read. */
function Cautions({ told }: { told: PipelineForecastTold }) {
  const { left_out: left, overdue } = told;
  const lines = [
    t('insight.only_open'),
    left.unknown_stage > 0 && t('insight.left_stage', { count: left.unknown_stage }),
    left.no_amount > 0 && t('insight.left_amount', { count: left.no_amount }),
    left.too_old > 0 && t('insight.left_old', { count: left.too_old }),
    told.guessed_amounts > 0 && t('insight.guessed', { count: told.guessed_amounts }),
    told.amounts_tell_the_end && t('insight.amounts_tell'),
  ].filter(Boolean);
  return (
    <Alert variant="light" color="gray" p="sm">
      {lines.map((line) => (
        <div key={String(line)}>{line}</div>
      ))}
      {overdue.count > 0 && (
        <div>
          <Drill behind={overdue}>{t('insight.overdue', { count: overdue.count })}</Drill>
        </div>
      )}
    </Alert>
  );
}

function BackTest({ told }: { told: PipelineForecastTold }) {
  const test = told.back_test;
  if (!test) return null;
  if (isRefused(test)) {
    return (
      <Section title={t('insight.back_test')}>
        <Refusal why={test} />
      </Section>
    );
  }
  const form = moneyForm(told.currency);
  const next = test.months.filter((month) => month.ahead === 1);
  return (
    <Section
      title={t('insight.back_test')}
      says={t('insight.back_test_says', {
        all: test.forecasts,
        share: percent(test.within.share),
        low: percent(test.within.low),
        high: percent(test.within.high),
        below: percent(test.below.share),
        above: percent(test.above.share),
      })}
      sure={[came(test), ...trustOf(test).map((one) => t(`insight.${one}`))].join(' ')}
    >
      <Chart
        kind="line"
        isTime
        label={t('insight.back_test')}
        head={t('insight.month')}
        height={240}
        rows={next.map((month) => ({
          id: month.month,
          label: `${monthName(month.month)} (${formatDate(month.as_of)})`,
          values: { told: month.p50, came: month.came },
          bands: { told: [month.p10, month.p90] as const },
        }))}
        series={[
          { id: 'told', label: t('insight.told_before'), form, isFaint: true },
          { id: 'came', label: t('insight.came'), form },
        ]}
      />
    </Section>
  );
}
