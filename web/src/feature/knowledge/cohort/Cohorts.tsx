// Cohorts: who came when, how many of them come again, and what they bring.
import { Select } from '@mantine/core';
import { Users } from 'lucide-react';
import { useObject } from '../../../dictionary/context.tsx';
import { formatCount, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { AnalysisPage, useParameters } from '../AnalysisPage.tsx';
import { CohortTable } from './CohortTable.tsx';
import { type CohortResult, type CohortSearch, cohortName, parametersOf, ROWS, SHOWN, SPANS } from './model.ts';

const percent = (share: number): string => formatPercent(Math.round(share * 100));

export default function Cohorts() {
  const [search, go] = useParameters<CohortSearch>();
  const period = SPANS.find((one) => one === search.period) ?? 'month';
  const shown = SHOWN.find((one) => one === search.show) ?? 'share';
  const sources = useObject('lead')?.fields.find(({ key }) => key === 'source')?.choices ?? [];
  const name = (result: CohortResult, key: string): string =>
    result.by === 'source' ? (sources.find((one) => one.key === key)?.label ?? t('cohort.no_lead')) : cohortName(key);
  return (
    <AnalysisPage<CohortResult>
      analysis="cohorts"
      title="cohort.title"
      text="cohort.text"
      icon={Users}
      parameters={parametersOf(search)}
      controls={
        <>
          <Select
            label={t('cohort.by')}
            data={ROWS.map((value) => ({ value, label: t(`cohort.by.${value}`) }))}
            value={search.by ?? 'first_purchase'}
            allowDeselect={false}
            w={200}
            onChange={(next) => go({ by: ROWS.find((one) => one === next && one !== 'first_purchase') })}
          />
          <Select
            label={t('cohort.period')}
            data={SPANS.map((value) => ({ value, label: t(`cohort.period.${value}`) }))}
            value={period}
            allowDeselect={false}
            w={130}
            onChange={(next) => go({ period: SPANS.find((one) => one === next && one !== 'month') })}
          />
          <Select
            label={t('cohort.show')}
            data={SHOWN.map((value) => ({ value, label: t(`cohort.show.${value}`) }))}
            value={shown}
            allowDeselect={false}
            w={210}
            onChange={(next) => go({ show: SHOWN.find((one) => one === next && one !== 'share') })}
          />
        </>
      }
      sentence={(result) => sentence(result, period)}
      table={(result) => ({
        head: [
          t('cohort.cohort'),
          t('rfm.customers'),
          t('cohort.age'),
          t('cohort.show.customers'),
          t('cohort.show.share'),
          t('cohort.show.total'),
          t('cohort.show.cumulated'),
        ],
        rows: result.rows.flatMap((row) =>
          row.cells.map((cell) => [
            name(result, row.key),
            row.customers,
            Number(cell.key),
            cell.customers,
            cell.share,
            cell.total.amount,
            cell.cumulated.amount,
          ]),
        ),
      })}
      how={
        <>
          <p>{t('cohort.how')}</p>
          <p>{t('cohort.how_read')}</p>
          <p>{t('cohort.how_trust')}</p>
        </>
      }
    >
      {(result) => <CohortTable result={result} shown={shown} period={period} name={(key) => name(result, key)} />}
    </AnalysisPage>
  );
}

function sentence(result: CohortResult, period: (typeof SPANS)[number]): string {
  const [, next] = result.ages;
  const later = result.ages.find(({ key }) => key === (period === 'month' ? '6' : '2'));
  const customers = formatCount(result.customers);
  if (!next || next.of === 0) return t('cohort.sentence_new', { customers });
  if (!later || later.of === 0) return t(`cohort.sentence_short.${period}`, { customers, next: percent(next.share) });
  return t(`cohort.sentence.${period}`, { customers, next: percent(next.share), later: percent(later.share) });
}
