// /knowledge/pipeline_forecast: what the open deals will probably bring, beside the weighted sum and what managers commit to, with how right
// earlier forecasts would have been.
import { Alert, SegmentedControl, Table } from '@mantine/core';
import { Telescope } from 'lucide-react';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { moneyForm } from '../../ui/chart/model.ts';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import classes from './insight.module.css';
import { isRefused, type PipelineForecastTold } from './model.ts';
import { Drill, Foot, money, monthName, percent, Refusal, Section, Tile, Tiles, useDrill } from './parts.tsx';

interface ForecastSearch {
  months?: number | string;
  pipeline?: string;
  owner?: string;
}

export default function PipelineForecast() {
  const [asked, change] = useParameters<ForecastSearch>();
  const months = String(asked.months ?? 3);
  return (
    <AnalysisPage<PipelineForecastTold>
      analysis="pipeline_forecast"
      title="insight.forecast"
      text="insight.forecast_text"
      icon={Telescope}
      parameters={{ months: Number(months), pipeline: asked.pipeline, owner: asked.owner }}
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
        {told.refused && <Refusal why={told.refused} />}
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
            label={t('insight.likely')}
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
          <Table.ScrollContainer minWidth={460}>
            <Table fz="sm" highlightOnHover aria-label={t('insight.by_seller')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('insight.seller')}</Table.Th>
                  <Table.Th ta="end">{t('insight.open')}</Table.Th>
                  <Table.Th ta="end">P10</Table.Th>
                  <Table.Th ta="end">P50</Table.Th>
                  <Table.Th ta="end">P90</Table.Th>
                  <Table.Th ta="end">{t('insight.weighted')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {owners.map((one) => (
                  <Table.Tr key={one.owner?.id ?? ''}>
                    <Table.Td>
                      <Drill behind={one}>{one.owner?.title ?? t('insight.nobody')}</Drill>
                    </Table.Td>
                    <Table.Td ta="end">{one.open}</Table.Td>
                    <Table.Td ta="end">{money(one.forecast.p10, currency)}</Table.Td>
                    <Table.Td ta="end">
                      <b>{money(one.forecast.p50, currency)}</b>
                    </Table.Td>
                    <Table.Td ta="end">{money(one.forecast.p90, currency)}</Table.Td>
                    <Table.Td ta="end">{money(one.weighted, currency)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Section>
      )}
      <BackTest told={told} />
      {deals && deals.length > 0 && (
        <Section title={t('insight.rests_on')} says={t('insight.rests_on_says')}>
          <Table.ScrollContainer minWidth={420}>
            <Table fz="sm" highlightOnHover aria-label={t('insight.rests_on')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('insight.deal')}</Table.Th>
                  <Table.Th ta="end">{t('insight.amount')}</Table.Th>
                  <Table.Th ta="end">{t('insight.chance')}</Table.Th>
                  <Table.Th ta="end">{t('insight.expected')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {deals.slice(0, 15).map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <RecordLink object="deal" id={one.id}>
                        {one.title || t('record.untitled')}
                      </RecordLink>
                    </Table.Td>
                    <Table.Td ta="end">
                      {one.guessed ? '≈ ' : ''}
                      {money(one.value, currency)}
                    </Table.Td>
                    <Table.Td ta="end">{percent(one.chance)}</Table.Td>
                    <Table.Td ta="end">{money(one.expected, currency)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Section>
      )}
      <Foot others={told.other_currencies} />
    </>
  );
}

function Sureness({ told }: { told: PipelineForecastTold }) {
  const test = told.back_test;
  if (!test || isRefused(test)) return <>{t('insight.untested')}</>;
  return <>{t('insight.tested', { all: test.forecasts, share: percent(test.within.share) })}</>;
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
  const verdict =
    test.within.high < 0.8 ? 'insight.too_sure' : test.within.low > 0.8 ? 'insight.too_unsure' : 'insight.well_told';
  return (
    <Section
      title={t('insight.back_test')}
      says={t('insight.back_test_says', {
        all: test.forecasts,
        share: percent(test.within.share),
        low: percent(test.within.low),
        high: percent(test.within.high),
      })}
      sure={`${t(verdict)} ${test.ratio === null ? '' : t('insight.ratio', { share: percent(test.ratio) })}`}
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
