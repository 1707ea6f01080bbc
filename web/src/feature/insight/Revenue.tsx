// /knowledge/revenue_forecast: what the coming months will bring, carried on from those before, beside what saying “as last year” would have been.
import { SegmentedControl } from '@mantine/core';
import { ChartNoAxesCombined } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { moneyForm } from '../../ui/chart/model.ts';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import classes from './insight.module.css';
import type { RevenueTold } from './model.ts';
import { Few, Foot, money, monthName, percent, Section, useDrill } from './parts.tsx';

interface RevenueSearch {
  source?: string;
  months?: number | string;
  currency?: string;
}

export default function Revenue() {
  const [asked, change] = useParameters<RevenueSearch>();
  const source = asked.source === 'purchases' ? 'purchases' : 'deals';
  const months = String(asked.months ?? 6);
  return (
    <AnalysisPage<RevenueTold>
      analysis="revenue_forecast"
      title="insight.revenue"
      text="insight.revenue_text"
      icon={ChartNoAxesCombined}
      parameters={{ source, months: Number(months), currency: asked.currency }}
      controls={
        <>
          <SegmentedControl
            size="sm"
            aria-label={t('insight.source')}
            value={source}
            onChange={(next) => change({ source: next })}
            data={[
              { value: 'deals', label: t('insight.source.deals') },
              { value: 'purchases', label: t('insight.source.purchases') },
            ]}
          />
          <SegmentedControl
            size="sm"
            aria-label={t('insight.months_ahead')}
            value={months}
            onChange={(next) => change({ months: Number(next) })}
            data={['3', '6', '12'].map((value) => ({ value, label: t('insight.months', { count: Number(value) }) }))}
          />
        </>
      }
      sentence={sentence}
      table={(told) => ({
        head: [t('insight.month'), t('insight.amount'), t('insight.expected'), t('insight.low'), t('insight.high')],
        rows: [
          ...told.months.map((one) => [one.month, one.amount]),
          ...(told.ahead ?? []).map((one) => [one.month, '', one.value, one.low, one.high]),
        ],
      })}
      how={
        <>
          <p>{t('insight.revenue_how')}</p>
          <p>{t('insight.revenue_trust')}</p>
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

/** The first whole month to come. */
const nextOf = (told: RevenueTold) => told.ahead?.find((one) => one.month > told.current.month);

function sentence(told: RevenueTold): string | null {
  const next = nextOf(told);
  if (!next) return null;
  return t('insight.revenue_says', {
    month: monthName(next.month),
    value: money(next.value, told.currency),
    low: money(Math.max(0, next.low), told.currency),
    high: money(next.high, told.currency),
  });
}

function Body({ told }: { told: RevenueTold }) {
  const drill = useDrill();
  const form = moneyForm(told.currency);
  const { ahead = [], back_test: test } = told;
  const past = told.months.slice(-36);
  const rows = [
    ...past.map((one) => ({
      id: one.month,
      label: monthName(one.month),
      values: { amount: one.amount, ahead: null as number | null },
    })),
    ...ahead.map((one) => ({
      id: one.month,
      label: monthName(one.month),
      values: { amount: null as number | null, ahead: one.value },
      bands: { ahead: [Math.max(0, one.low), one.high] as const },
    })),
  ];
  return (
    <>
      {told.refused && <Few of={told.source} why={told.refused} />}
      <Section
        title={t('insight.revenue')}
        sure={
          test &&
          t(test.better ? 'insight.revenue_better' : 'insight.revenue_worse', {
            off: money(test.mean_absolute, told.currency),
            naive: money(test.naive, told.currency),
            as: t(test.naive_is === 'last_year' ? 'insight.as_last_year' : 'insight.as_last_month'),
            share: percent(test.covered),
            all: test.foretold,
          })
        }
      >
        {rows.length > 0 && (
          <Chart
            kind="line"
            isTime
            label={t('insight.revenue')}
            head={t('insight.month')}
            rows={rows}
            series={[
              { id: 'amount', label: t('insight.came'), form },
              { id: 'ahead', label: t('insight.expected'), form, isFaint: true },
            ]}
            onDrill={(mark) => drill(told.months.find((one) => one.month === mark.row.id))}
          />
        )}
        <p className={classes.sure}>
          {t('insight.current_month', {
            month: monthName(told.current.month),
            amount: money(told.current.amount, told.currency),
          })}
        </p>
      </Section>
      <Foot others={told.other_currencies} />
    </>
  );
}
