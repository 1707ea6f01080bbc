// /knowledge/price: what a change of price does, at which prices is sold, and who buys only with a discount.
import { Alert, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { BadgePercent } from 'lucide-react';
import { dayInput, formatCount, formatMoney, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import { Bands } from './Bands.tsx';
import { Detail } from './Detail.tsx';
import { Discounts } from './Discounts.tsx';
import { Estimates } from './Estimates.tsx';
import { elastic, type PriceResult, type PriceSearch, parametersOf, searchOf, USUAL_CHANGE } from './model.ts';

export default function Price() {
  const [search, go] = useParameters<PriceSearch>();
  return (
    <AnalysisPage<PriceResult>
      analysis="price"
      title="price.title"
      text="price.text"
      icon={BadgePercent}
      parameters={parametersOf(search)}
      searchOf={searchOf}
      controls={<Controls search={search} onChange={go} />}
      sentence={sentence}
      table={({ estimates }) => ({
        head: [
          t('price.product'),
          t('price.category'),
          t('price.periods'),
          t('price.now'),
          t('price.elasticity'),
          t('together.low'),
          t('together.high'),
          t('price.by_itself'),
          t('price.revenue'),
        ],
        rows: estimates.products.map((one) => [
          one.name,
          one.category,
          one.periods,
          one.price.amount,
          one.drawn.value,
          one.drawn.low,
          one.drawn.high,
          one.own.value,
          one.revenue.amount,
        ]),
      })}
      how={
        <>
          <p>{t('price.how')}</p>
          <p>{t('price.how_use')}</p>
          <p>{t('price.how_trust')}</p>
          <p>{t('price.how_reference')}</p>
        </>
      }
    >
      {(result) => (
        <Stack gap="md">
          {result.without_price > 0 && (
            <Text size="sm" c="dimmed">
              {t('price.without_price', { number: formatCount(result.without_price) })}
            </Text>
          )}
          {result.estimates.products.length === 0 && (
            <Alert color="gray" title={t('price.nothing')}>
              {t('price.nothing_text')}
            </Alert>
          )}
          {result.detail && <Detail detail={result.detail} onClose={() => go({ product: undefined })} />}
          <Estimates
            result={result}
            sort={search.sort}
            onSort={(sort) => go({ sort })}
            onProduct={(product) => go({ product })}
          />
          <Bands result={result} />
          <Discounts result={result} />
        </Stack>
      )}
    </AnalysisPage>
  );
}

function sentence({ estimates, lines, revenue }: PriceResult): string {
  const all = estimates.categories.find((one) => one.all);
  const known = estimates.products;
  const head = t('price.sentence', {
    lines: formatCount(lines),
    revenue: formatMoney(revenue.amount, revenue.currency, true),
    products: formatCount(known.length),
    not: formatCount(estimates.refused.reduce((sum, one) => sum + one.products, 0)),
  });
  if (!all) return head;
  const ten = (value: number) => formatPercent(Math.round(Math.abs(1.1 ** value - 1) * 100));
  const key = all.value < 0 ? 'price.sentence_less' : 'price.sentence_more';
  return `${head} ${t(key, { share: ten(all.value), value: elastic(all.value), low: elastic(all.low), high: elastic(all.high) })}`;
}

interface ControlsProps {
  search: PriceSearch;
  onChange: (next: Partial<PriceSearch>) => void;
}

function Controls({ search, onChange }: ControlsProps) {
  const change = Number(search.change ?? USUAL_CHANGE);
  return (
    <>
      <SegmentedControl
        aria-label={t('price.period')}
        data={(['week', 'month'] as const).map((value) => ({ value, label: t(`price.period.${value}`) }))}
        value={search.period ?? 'week'}
        onChange={(next) => onChange({ period: next === 'month' ? next : undefined })}
      />
      <Select
        label={t('price.season')}
        data={(['none', 'quarter', 'month'] as const).map((value) => ({ value, label: t(`price.season.${value}`) }))}
        value={search.season ?? 'quarter'}
        allowDeselect={false}
        w={190}
        onChange={(next) => onChange({ season: next === 'none' || next === 'month' ? next : undefined })}
      />
      <NumberInput
        key={change}
        label={t('price.change')}
        suffix=" %"
        defaultValue={change}
        min={-90}
        max={200}
        step={5}
        w={190}
        onBlur={(event) => {
          const next = Number.parseFloat(event.currentTarget.value.replace(',', '.').replace('−', '-'));
          if (Number.isFinite(next) && next !== change)
            onChange({ change: next === USUAL_CHANGE ? undefined : String(next) });
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <DatePickerInput
        {...dayInput()}
        label={t('knowledge.since')}
        placeholder={t('knowledge.since_ever')}
        value={search.since ?? null}
        maxDate={new Date()}
        clearable
        w={170}
        onChange={(day) => onChange({ since: day ?? undefined })}
      />
    </>
  );
}
