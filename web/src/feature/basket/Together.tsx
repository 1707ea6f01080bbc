// /knowledge/together: what sells together, in words and as a table, each rule with the purchases behind it, and customers for a product.
import { Button, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { ShoppingBasket } from 'lucide-react';
import { useMemo } from 'react';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { dayInput, formatCount, formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import classes from '../knowledge/knowledge.module.css';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import {
  namesOf,
  parametersOf,
  percent,
  type Rule,
  ruleWords,
  searchOf,
  type TogetherResult,
  type TogetherSearch,
  times,
  USUAL,
} from './model.ts';
import { ProspectsPanel } from './ProspectsPanel.tsx';

export default function Together() {
  const [search, go] = useParameters<TogetherSearch>();
  return (
    <AnalysisPage<TogetherResult>
      analysis="together"
      title="together.title"
      text="together.text"
      icon={ShoppingBasket}
      parameters={parametersOf(search)}
      searchOf={searchOf}
      controls={<Controls search={search} onChange={go} />}
      sentence={(result, run) => sentence(result, run.parameters.unit === 'customer' ? 'customer' : 'purchase')}
      table={(result) => ({
        head: [
          t('together.given'),
          t('together.then'),
          t('together.both'),
          t('together.of'),
          t('together.often'),
          t('together.low'),
          t('together.high'),
          t('together.lift'),
          t('together.support'),
        ],
        rows: result.rules.map((rule) => [
          namesOf(result, rule.given),
          namesOf(result, rule.then),
          rule.baskets,
          rule.given_baskets,
          rule.confidence,
          rule.low,
          rule.high,
          rule.lift,
          rule.support,
        ]),
      })}
      how={
        <>
          <p>{t('together.how')}</p>
          <p>{t('together.how_use')}</p>
          <p>{t('together.how_trust')}</p>
          <p>{t('together.how_reference')}</p>
        </>
      }
    >
      {(result, run) => (
        <Stack gap="md">
          <Rules
            result={result}
            unit={run.parameters.unit === 'customer' ? 'customer' : 'purchase'}
            sort={search.sort}
            onSort={(sort) => go({ sort })}
            onUnit={(unit) => go({ unit })}
          />
          {result.object === 'product' && (
            <ProspectsPanel
              run={run.id}
              things={result.things}
              product={search.offer}
              onProduct={(offer) => go({ offer })}
            />
          )}
        </Stack>
      )}
    </AnalysisPage>
  );
}

function sentence(result: TogetherResult, unit: 'purchase' | 'customer'): string {
  const best = result.rules[0];
  const head = t(`together.sentence.${unit}`, {
    baskets: formatCount(result.baskets),
    rules: formatCount(result.rules_found),
    from: result.span ? formatDate(result.span.from) : '–',
    to: result.span ? formatDate(result.span.to) : '–',
  });
  return best ? `${head} ${ruleWords(result, best, unit)}` : head;
}

interface RulesProps {
  result: TogetherResult;
  unit: 'purchase' | 'customer';
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  onUnit: (unit: 'customer') => void;
}

function Rules({ result, unit, sort, onSort, onUnit }: RulesProps) {
  const columns = useMemo((): SortColumn<Rule>[] => {
    const links = (places: readonly number[]) =>
      places.map((place, index) => {
        const thing = result.things[place];
        return (
          <span key={place}>
            {index > 0 && ' + '}
            {thing && (
              <RecordLink object={result.object} id={thing.id}>
                {thing.name}
              </RecordLink>
            )}
          </span>
        );
      });
    return [
      {
        key: 'rule',
        label: t('together.rule'),
        by: (rule) => namesOf(result, rule.given),
        cell: (rule) => (
          <>
            {links(rule.given)} → {links(rule.then)}
            <Text size="xs" c="dimmed" fw={400}>
              {ruleWords(result, rule, unit)}
            </Text>
          </>
        ),
      },
      {
        key: 'baskets',
        label: t('together.both'),
        by: (rule) => rule.baskets,
        isNumber: true,
        cell: (rule) => (
          <>
            {rule.lists.length === 1 ? (
              <MarkLinks lists={rule.lists.map((list) => ({ ...list, customers: rule.baskets }))} isNumber />
            ) : (
              <>
                {formatCount(rule.baskets)}
                <MarkLinks lists={rule.lists} size="xs" isNumber />
              </>
            )}
            <Text size="xs" c="dimmed">
              {percent(rule.support)}
            </Text>
          </>
        ),
      },
      {
        key: 'confidence',
        label: t('together.often'),
        by: (rule) => rule.confidence,
        isNumber: true,
        cell: (rule) => (
          <>
            {percent(rule.confidence)}
            <Text size="xs" c="dimmed">
              {t('together.between', { low: percent(rule.low), high: percent(rule.high) })}
            </Text>
          </>
        ),
      },
      {
        key: 'lift',
        label: t('together.lift'),
        by: (rule) => rule.lift,
        isNumber: true,
        cell: (rule) => t('together.times', { times: times(rule.lift) }),
      },
      {
        key: 'sure',
        label: t('together.sure'),
        by: (rule) => rule.lift_low,
        isNumber: true,
        cell: (rule) => t('together.times', { times: times(rule.lift_low) }),
      },
    ];
  }, [result, unit]);
  if (result.rules.length === 0)
    return (
      <Blank
        icon={<ShoppingBasket />}
        title={t('together.no_rules')}
        text={t('together.no_rules_text', { least: formatCount(result.least) })}
        action={
          unit === 'purchase' && (
            <Button variant="default" onClick={() => onUnit('customer')}>
              {t('together.unit.customer')}
            </Button>
          )
        }
      />
    );
  return (
    <section className={classes.panel} aria-label={t('together.rules')}>
      <SortTable
        label={t('together.rules')}
        rows={result.rules}
        keyOf={(rule) => rule.key}
        columns={columns}
        sort={sort}
        onSort={onSort}
      />
      {result.rules_found > result.rules.length && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('together.more', {
            shown: formatCount(result.rules.length),
            found: formatCount(result.rules_found),
          })}
        </Text>
      )}
    </section>
  );
}

interface ControlsProps {
  search: TogetherSearch;
  onChange: (next: Partial<TogetherSearch>) => void;
}

function Controls({ search, onChange }: ControlsProps) {
  // Written when one leaves the field: each letter would ask anew.
  const number = (name: 'baskets' | 'support' | 'confidence' | 'lift', min: number, max: number, step: number) => {
    const value = Number(search[name] ?? USUAL[name]);
    return (
      <NumberInput
        key={`${name} ${value}`}
        label={t(`together.least.${name}`)}
        defaultValue={value}
        min={min}
        max={max}
        step={step}
        w={130}
        onBlur={(event) => {
          const next = Number(event.currentTarget.value.replace(',', '.'));
          if (Number.isFinite(next) && next !== value)
            onChange({ [name]: next === USUAL[name] ? undefined : String(next) });
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    );
  };
  return (
    <>
      <SegmentedControl
        aria-label={t('together.unit')}
        data={['purchase', 'customer'].map((value) => ({
          value,
          label: t(`together.unit.${value as 'purchase' | 'customer'}`),
        }))}
        value={search.unit ?? 'purchase'}
        onChange={(next) => onChange({ unit: next === 'customer' ? next : undefined })}
      />
      <SegmentedControl
        aria-label={t('together.level')}
        data={['product', 'category'].map((value) => ({
          value,
          label: t(`together.level.${value as 'product' | 'category'}`),
        }))}
        value={search.level ?? 'product'}
        onChange={(next) => onChange({ level: next === 'category' ? next : undefined })}
      />
      {number('baskets', 2, 1_000_000, 1)}
      {number('support', 0, 100, 0.1)}
      {number('confidence', 0, 100, 5)}
      {number('lift', 0, 1000, 0.5)}
      <Select
        label={t('together.size')}
        data={['2', '3', '4']}
        value={search.size ?? '2'}
        allowDeselect={false}
        w={110}
        onChange={(next) => onChange({ size: next === '2' ? undefined : (next ?? undefined) })}
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
