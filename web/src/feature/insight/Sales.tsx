// /knowledge/sales: how deals go. Where they get stuck, which are won, how long it takes, why they are lost, and which months are strong.
import { Select, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { Funnel } from 'lucide-react';
import { useMemo } from 'react';
import { useObject } from '../../dictionary/context.tsx';
import { dayInput, formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { canGroup } from '../../record/group.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { countForm, moneyForm, shareForm } from '../../ui/chart/model.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import { NotYet } from '../knowledge/NotYet.tsx';
import classes from './insight.module.css';
import { isRefused, type PipelineTold, type SalesTold } from './model.ts';
import {
  Csv,
  Drill,
  daysText,
  Foot,
  money,
  monthName,
  percent,
  Refusal,
  Section,
  Tile,
  Tiles,
  useDrill,
} from './parts.tsx';
import { plainLabel, Rates, ratesTable } from './Rates.tsx';

interface SalesSearch {
  from?: string;
  to?: string;
  by?: string;
  pipeline?: string;
  owner?: string;
  team?: string;
  currency?: string;
}

export default function Sales() {
  const [asked, change] = useParameters<SalesSearch>();
  const { from, to, by, pipeline, owner, team, currency } = asked;
  return (
    <AnalysisPage<SalesTold>
      analysis="sales"
      title="insight.sales"
      text="insight.sales_text"
      icon={Funnel}
      parameters={{ from, to, by, pipeline, owner, team, currency }}
      controls={
        <>
          <DatePickerInput
            {...dayInput()}
            label={t('insight.from')}
            placeholder={t('insight.year_ago')}
            value={from ?? null}
            clearable
            w={150}
            onChange={(day) => change({ from: day ?? undefined })}
          />
          <DatePickerInput
            {...dayInput()}
            label={t('insight.to')}
            placeholder={t('knowledge.today')}
            value={to ?? null}
            clearable
            w={150}
            onChange={(day) => change({ to: day ?? undefined })}
          />
        </>
      }
      sentence={(told) => sentence(told)}
      table={(told) => ratesTable(told, plainLabel)}
      how={
        <>
          <p>{t('insight.sales_how')}</p>
          <p>{t('insight.rates_method')}</p>
          <p>{t('insight.funnel_method')}</p>
          <p>{t('insight.seasons_method')}</p>
          <p>{t('insight.sales_trust')}</p>
        </>
      }
    >
      {(told) => (
        <div className={classes.told}>
          <PipelineSelect pipelines={told.pipelines} value={pipeline} onChange={(next) => change({ pipeline: next })} />
          <Body told={told} by={by ?? 'owner'} onBy={(next) => change({ by: next })} />
        </div>
      )}
    </AnalysisPage>
  );
}

function sentence({ summary, currency, deals }: SalesTold): string | null {
  const { won, lost, win_rate: rate, days_won: days } = summary;
  if (deals === 0) return null;
  if (!rate) return t('insight.none_decided');
  return t('insight.sales_says', {
    won: won.count,
    decided: won.count + lost.count,
    share: percent(rate.share),
    amount: money(won.amount, currency),
    days: Math.round(days?.median ?? 0),
  });
}

function PipelineSelect({
  pipelines,
  value,
  onChange,
}: {
  pipelines: PipelineTold[];
  value: string | undefined;
  onChange: (next: string | undefined) => void;
}) {
  if (!value && pipelines.length < 2) return null;
  return (
    <Select
      size="xs"
      label={t('insight.pipeline')}
      placeholder={t('insight.all_pipelines')}
      data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable
      maw={260}
    />
  );
}

function Body({ told, by, onBy }: { told: SalesTold; by: string; onBy: (by: string) => void }) {
  const { summary, currency } = told;
  const decided = summary.won.count + summary.lost.count;
  if (told.deals === 0) return <NotYet of="deals" />;
  return (
    <>
      <Tiles>
        <Tile
          label={t('insight.won')}
          value={money(summary.won.amount, currency)}
          note={t('insight.deals', { count: summary.won.count })}
          behind={summary.won}
        />
        <Tile
          label={t('insight.win_rate')}
          value={summary.win_rate ? percent(summary.win_rate.share) : '–'}
          note={
            summary.win_rate
              ? t('insight.between_of', {
                  low: percent(summary.win_rate.low),
                  high: percent(summary.win_rate.high),
                  all: decided,
                })
              : t('insight.none_decided')
          }
        />
        <Tile
          label={t('insight.days_to_win')}
          value={daysText(summary.days_won?.median)}
          note={
            summary.days_won &&
            t('insight.half_between', {
              low: Math.round(summary.days_won.low ?? 0),
              high: Math.round(summary.days_won.high ?? 0),
            })
          }
        />
        <Tile
          label={t('insight.days_to_lose')}
          value={daysText(summary.days_lost?.median)}
          note={t('insight.lost_deals', { count: summary.lost.count })}
          behind={summary.lost}
        />
        <Tile
          label={t('insight.open')}
          value={money(summary.open.amount, currency)}
          note={t('insight.deals', { count: summary.open.count })}
          behind={summary.open}
        />
      </Tiles>
      {told.pipelines.map((pipeline) => (
        <PipelineFunnel key={pipeline.id} pipeline={pipeline} currency={currency} />
      ))}
      <BySection told={told} by={by} onBy={onBy} />
      <div className={classes.pair}>
        <Lost told={told} />
        <Seasons told={told} />
      </div>
      <Months told={told} />
      <Foot others={told.other_currencies} />
    </>
  );
}

function PipelineFunnel({ pipeline, currency }: { pipeline: PipelineTold; currency: string }) {
  const drill = useDrill();
  const { velocity, steps, stages } = pipeline;
  const unknown = steps[1]?.unknown ?? 0;
  // Where most are lost, of those of which it is known.
  const narrow = steps
    .filter((step) => step.on && step.on.n >= 10)
    .sort((one, other) => (one.on?.share ?? 1) - (other.on?.share ?? 1))[0];
  const name = (step: PipelineTold['steps'][number]) => step.name ?? t('insight.won');
  return (
    <Section
      title={t('insight.funnel_of', { name: pipeline.name })}
      says={
        narrow?.on
          ? t('insight.narrow', {
              stage: name(narrow),
              share: percent(narrow.on.share),
              low: percent(narrow.on.low),
              high: percent(narrow.on.high),
            })
          : t('insight.funnel_few', { begun: pipeline.begun })
      }
      sure={unknown > 0 ? t('insight.funnel_unknown', { count: unknown }) : undefined}
      actions={
        <Csv
          name={`funnel-${pipeline.name}`}
          table={() => ({
            head: [t('insight.stage'), t('insight.reached'), t('insight.standing'), t('insight.went_on')],
            rows: steps.map((step) => [name(step), step.reached, step.standing, step.on?.share]),
          })}
        />
      }
    >
      <div className={classes.pair}>
        <Chart
          kind="funnel"
          label={t('insight.funnel_of', { name: pipeline.name })}
          head={t('insight.stage')}
          rows={steps.map((step, place) => ({
            id: String(place),
            label: name(step),
            values: { reached: step.reached },
          }))}
          series={[{ id: 'reached', label: t('insight.reached'), form: countForm }]}
          onDrill={(mark) => drill(steps[Number(mark.row.id)])}
        />
        <div>
          <SortTable
            label={t('insight.time_in_stage')}
            rows={stages}
            keyOf={(stage) => stage.stage}
            columns={stageColumns()}
          />
          <p className={classes.sure} data-after>
            {velocity.per_month === null
              ? t('insight.no_velocity')
              : t('insight.velocity', {
                  amount: money(velocity.per_month, currency),
                  open: velocity.open,
                  share: velocity.win_rate ? percent(velocity.win_rate.share) : '–',
                  mean: money(velocity.mean_won, currency),
                  days: Math.round(velocity.days ?? 0),
                })}
          </p>
        </div>
      </div>
    </Section>
  );
}

type StageTime = PipelineTold['stages'][number];

/** How long deals stand in a stage: half of them are out by then, and the middle half between these. */
function stageColumns(): SortColumn<StageTime>[] {
  return [
    {
      key: 'stage',
      label: t('insight.time_in_stage'),
      cell: (stage) => (
        <>
          <Drill behind={stage}>{stage.name}</Drill>
          {isRefused(stage.time) && (
            <Text size="xs" c="dimmed">
              {t('insight.no_history')}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'half',
      label: t('insight.half'),
      isNumber: true,
      cell: ({ time }) =>
        isRefused(time) ? (
          '–'
        ) : (
          <>
            {daysText(time.median)}
            <Text size="xs" c="dimmed">
              {t('insight.half_between', { low: Math.round(time.low ?? 0), high: Math.round(time.high ?? 0) })}
            </Text>
          </>
        ),
    },
    {
      key: 'old',
      label: t('insight.too_old'),
      isNumber: true,
      cell: (stage) =>
        stage.too_old === null
          ? '–'
          : t('insight.of', { part: formatCount(stage.too_old), whole: formatCount(stage.standing) }),
    },
  ];
}

/** The fields deals can be told apart by: their own, and those of their company. */
function useFields() {
  const deal = useObject('deal');
  const company = useObject('company');
  return useMemo(() => {
    const own = (deal?.fields ?? [])
      .filter((field) => canGroup(field) || ['money', 'integer', 'percent'].includes(field.kind))
      .filter(
        (field) =>
          !['outcome', 'stage', 'closed_at', 'lost_reason', 'forecast_category', 'weighted', 'probability'].includes(
            field.key,
          ),
      )
      .map((field) => ({ value: field.key, label: field.label }));
    const theirs = (company?.fields ?? [])
      .filter((field) => canGroup(field) && field.kind === 'choice')
      .map((field) => ({ value: `company.${field.key}`, label: field.label }));
    return [
      { group: deal?.label_plural ?? '', items: own },
      { group: company?.label ?? '', items: theirs },
    ].filter((group) => group.items.length > 0);
  }, [deal, company]);
}

function BySection({ told, by, onBy }: { told: SalesTold; by: string; onBy: (by: string) => void }) {
  const fields = useFields();
  const { differ } = told.by;
  const says = isRefused(differ)
    ? t('insight.differ_few')
    : differ.chance < 0.01
      ? t('insight.differ_surely')
      : differ.chance < 0.1
        ? t('insight.differ_maybe', { share: percent(differ.chance) })
        : t('insight.differ_chance', { share: percent(differ.chance) });
  return (
    <Section
      title={t('insight.rates')}
      says={says}
      actions={
        <Select
          size="xs"
          aria-label={t('insight.by_field')}
          data={fields}
          value={by}
          onChange={(next) => next && onBy(next)}
          searchable
          allowDeselect={false}
        />
      }
    >
      <Rates told={told} />
    </Section>
  );
}

function Lost({ told }: { told: SalesTold }) {
  const drill = useDrill();
  const { reasons, lost } = told.lost;
  const first = reasons[0];
  const label = (reason: string | null) => reason ?? t('insight.no_reason');
  return (
    <Section
      title={t('insight.lost_reasons')}
      says={
        first?.share
          ? t('insight.lost_says', { reason: label(first.reason), share: percent(first.share.share), all: lost })
          : t('insight.none_lost')
      }
      sure={
        first?.share
          ? t('insight.between', { low: percent(first.share.low), high: percent(first.share.high) })
          : undefined
      }
    >
      {reasons.length > 0 && (
        <Chart
          kind="bar"
          label={t('insight.lost_reasons')}
          head={t('insight.reason')}
          height={220}
          rows={reasons
            .slice(0, 8)
            .map((one, place) => ({ id: String(place), label: label(one.reason), values: { count: one.count } }))}
          series={[{ id: 'count', label: t('insight.lost'), form: countForm }]}
          onDrill={(mark) => drill(reasons[Number(mark.row.id)])}
        />
      )}
    </Section>
  );
}

function Seasons({ told }: { told: SalesTold }) {
  const { season } = told.time;
  if (isRefused(season)) {
    return (
      <Section title={t('insight.seasons')}>
        <Refusal why={season} />
      </Section>
    );
  }
  const known = season.months.filter((month) => month.ratio !== null);
  const best = [...known].sort((one, other) => (other.ratio ?? 0) - (one.ratio ?? 0))[0];
  const name = (month: number) => monthName(`2001-${month}`).replace('2001', '').trim();
  return (
    <Section
      title={t('insight.seasons')}
      says={best && t('insight.seasons_says', { month: name(best.month), share: percent(best.ratio ?? 0) })}
      sure={best && best.years < 3 ? t('insight.seasons_few', { count: best.years }) : undefined}
    >
      <Chart
        kind="bar"
        label={t('insight.seasons')}
        head={t('insight.month')}
        height={220}
        rows={season.months.map((month) => ({
          id: String(month.month),
          label: name(month.month),
          values: { ratio: month.ratio },
        }))}
        series={[{ id: 'ratio', label: t('insight.against_year'), form: shareForm }]}
      />
    </Section>
  );
}

function Months({ told }: { told: SalesTold }) {
  const drill = useDrill();
  const { months } = told.time;
  if (!months.length) return null;
  return (
    <Section
      title={t('insight.by_month')}
      actions={
        <Csv
          name="sales-by-month"
          table={() => ({
            head: [t('insight.month'), t('insight.won'), t('insight.amount'), t('insight.lost'), t('insight.begun')],
            rows: months.map((month) => [month.month, month.won, month.amount, month.lost, month.begun]),
          })}
        />
      }
    >
      <Chart
        kind="bar"
        isTime
        label={t('insight.by_month')}
        head={t('insight.month')}
        height={260}
        rows={months.map((month) => ({
          id: month.month,
          label: monthName(month.month),
          values: { amount: month.amount, rate: month.win_rate?.share ?? null },
        }))}
        series={[
          { id: 'amount', label: t('insight.won_amount'), form: moneyForm(told.currency) },
          { id: 'rate', label: t('insight.win_rate'), form: shareForm, isOther: true, isLine: true },
        ]}
        onDrill={(mark) => drill(months.find((month) => month.month === mark.row.id))}
      />
    </Section>
  );
}
