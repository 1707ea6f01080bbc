// RFM: how lately, how often and for how much customers bought, and which groups follow from it.
import { Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { LayoutGrid } from 'lucide-react';
import { dayInput, formatCount, formatMoney, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { AnalysisPage, useParameters } from '../AnalysisPage.tsx';
import classes from '../knowledge.module.css';
import { Grid } from './Grid.tsx';
import { Groups } from './Groups.tsx';
import { Movements } from './Movements.tsx';
import { CONVENTIONS, MEASURES, parametersOf, type RfmResult, type RfmSearch, searchOf, USUAL_CUTS } from './model.ts';
import { Scores } from './Scores.tsx';

const percent = (share: number): string => formatPercent(Math.round(share * 100));

export default function Rfm() {
  const [search, go] = useParameters<RfmSearch>();
  return (
    <AnalysisPage<RfmResult>
      analysis="rfm"
      title="rfm.title"
      text="rfm.text"
      icon={LayoutGrid}
      parameters={parametersOf(search)}
      searchOf={searchOf}
      controls={<Controls search={search} onChange={go} />}
      sentence={sentence}
      table={({ groups }) => ({
        head: [
          t('rfm.group'),
          t('rfm.customers'),
          t('rfm.share'),
          t('rfm.total'),
          t('rfm.total_share'),
          t('rfm.days'),
          t('rfm.purchases'),
          t('rfm.amount'),
        ],
        rows: groups.map((one) => [
          t(`rfm.group.${one.key}`),
          one.customers,
          one.share,
          one.total.amount,
          one.total_share,
          one.days,
          one.purchases,
          one.amount?.amount,
        ]),
      })}
      how={
        <>
          <p>{t('rfm.how')}</p>
          <p>{t('rfm.how_conventions')}</p>
          <p>{t('rfm.how_trust')}</p>
          <p>{t('rfm.how_reference')}</p>
        </>
      }
    >
      {(result) => (
        <>
          <Groups result={result} />
          <div className={classes.pair}>
            <Grid result={result} />
            <Scores result={result} />
          </div>
          {result.movements && <Movements movements={result.movements} />}
        </>
      )}
    </AnalysisPage>
  );
}

function sentence(result: RfmResult): string {
  const of = (...keys: string[]) => result.groups.filter(({ key }) => keys.includes(key));
  const sum = (groups: typeof result.groups, value: (group: (typeof groups)[number]) => number) =>
    groups.reduce((all, one) => all + value(one), 0);
  const best = of('champions', 'loyal');
  const leaving = of('cannot_lose', 'at_risk');
  return t('rfm.sentence', {
    customers: formatCount(result.customers),
    best: formatCount(sum(best, (one) => one.customers)),
    best_share: percent(sum(best, (one) => one.total_share ?? 0)),
    leaving: formatCount(sum(leaving, (one) => one.customers)),
    leaving_total: formatMoney(
      sum(leaving, (one) => Number(one.total.amount)),
      result.total.currency,
      true,
    ),
  });
}

interface ControlsProps {
  search: RfmSearch;
  onChange: (next: Partial<RfmSearch>) => void;
}

function Controls({ search, onChange }: ControlsProps) {
  return (
    <>
      <Select
        label={t('rfm.convention')}
        data={CONVENTIONS.map((value) => ({ value, label: t(`rfm.convention.${value}`) }))}
        value={search.convention ?? 'quantiles'}
        allowDeselect={false}
        w={230}
        onChange={(next) =>
          onChange({
            convention: CONVENTIONS.find((one) => one === next && one !== 'quantiles'),
            ...(next !== 'own' && { recency: undefined, frequency: undefined, monetary: undefined }),
          })
        }
      />
      {search.convention === 'own' &&
        MEASURES.map((measure) => (
          <TextInput
            key={`${measure} ${search[measure] ?? ''}`}
            label={t(`rfm.cuts.${measure}`)}
            defaultValue={search[measure] ?? USUAL_CUTS[measure]}
            w={170}
            onBlur={(event) => onChange({ [measure]: event.currentTarget.value.trim() || undefined })}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        ))}
      <DatePickerInput
        {...dayInput()}
        label={t('rfm.since')}
        placeholder={t('rfm.since_none')}
        value={search.since ?? null}
        maxDate={new Date()}
        clearable
        w={190}
        onChange={(day) => onChange({ since: day ?? undefined })}
      />
    </>
  );
}
