// /knowledge/profit: what is left of what was sold, and with whom: margin, discounts, time and handling, and the whale curve.
import { Alert, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { PiggyBank } from 'lucide-react';
import type { Amount } from '../../api/analyses.ts';
import { dayInput, formatCount, formatMoney, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import classes from '../knowledge/knowledge.module.css';
import { BySegment } from './BySegment.tsx';
import { Curve } from './Curve.tsx';
import { Information } from './Information.tsx';
import { type ProfitResult, type ProfitSearch, parametersOf } from './model.ts';
import { RateField, Rates } from './Rates.tsx';
import { Customers, Parts } from './Tables.tsx';

const money = ({ amount, currency }: Amount): string => formatMoney(amount, currency);

export default function Profit() {
  const [search, go] = useParameters<ProfitSearch>();
  return (
    <AnalysisPage<ProfitResult>
      analysis="profit"
      title="profit.title"
      text="profit.text"
      icon={PiggyBank}
      parameters={parametersOf(search)}
      controls={
        <>
          {(['hour', 'purchase', 'taken_back', 'information'] as const).map((name) => (
            <RateField key={name} name={name} value={search[name]} onChange={(value) => go({ [name]: value })} />
          ))}
          <DatePickerInput
            {...dayInput()}
            label={t('knowledge.since')}
            placeholder={t('knowledge.since_ever')}
            value={search.since ?? null}
            maxDate={new Date()}
            clearable
            w={170}
            onChange={(day) => go({ since: day ?? undefined })}
          />
          <Rates />
        </>
      }
      sentence={sentence}
      table={(result) => ({
        head: [
          t('profit.kind'),
          t('profit.name'),
          t('profit.listed'),
          t('profit.discount'),
          t('profit.revenue'),
          t('profit.cost'),
          t('profit.margin'),
          t('profit.time'),
          t('profit.handling'),
          t('profit.profit'),
        ],
        rows: [
          ...result.tenths.map((one) => [t('profit.tenths'), one.key, ...amounts(one)]),
          ...(result.segments?.rows ?? []).map((one) => [t('profit.segments'), one.name, ...amounts(one)]),
          ...result.products.map((one) => [t('profit.products'), one.name, ...amounts(one)]),
          ...result.categories.map((one) => [t('profit.categories'), one.name, ...amounts(one)]),
          ...result.channels.map((one) => [t('profit.channels'), one.key, ...amounts(one)]),
        ],
      })}
      how={
        <>
          <p>{t('profit.how')}</p>
          <p>{t('profit.how_use')}</p>
          <p>{t('profit.how_trust')}</p>
          <p>{t('profit.how_information')}</p>
          <p>{t('profit.how_reference')}</p>
        </>
      }
    >
      {(result) => (
        <Stack gap="md">
          <Notes result={result} />
          <Bridge result={result} />
          <Curve result={result} />
          <Customers result={result} sort={search.sort} onSort={(sort) => go({ sort })} />
          {result.segments && <BySegment segments={result.segments} unit={result.total.profit.currency} />}
          <Parts result={result} />
          {result.information && <Information told={result.information} />}
        </Stack>
      )}
    </AnalysisPage>
  );
}

type Sum = ProfitResult['total'];

const amounts = (one: Sum): string[] =>
  [one.listed, one.discount, one.revenue, one.cost, one.margin, one.time, one.handling, one.profit].map(
    ({ amount }) => amount,
  );

function sentence(result: ProfitResult): string {
  const { total, losing } = result;
  const head = t('profit.sentence', {
    revenue: money(total.revenue),
    margin: money(total.margin),
    profit: money(total.profit),
  });
  const first = result.tenths[0];
  const all = Number(total.profit.amount);
  const whale =
    first && all > 0 && result.tenths.length === 10
      ? ` ${t('profit.sentence_tenth', { share: formatPercent(Math.round((100 * Number(first.profit.amount)) / all)) })}`
      : '';
  const lost =
    losing.customers > 0
      ? ` ${t('profit.sentence_losing', { count: losing.customers, number: formatCount(losing.customers), money: money(losing.money) })}`
      : '';
  return head + whale + lost;
}

function Notes({ result }: { result: ProfitResult }) {
  const notes: string[] = [];
  if (!result.rates.counted) notes.push(t('profit.note.no_rates'));
  if (result.lines_known < result.lines)
    notes.push(
      t('profit.note.unknown', {
        money: money(result.total.unknown),
        lines: formatCount(result.lines - result.lines_known),
        all: formatCount(result.lines),
      }),
    );
  if (result.bare.purchases > 0)
    notes.push(t('profit.note.bare', { number: formatCount(result.bare.purchases), money: money(result.bare.money) }));
  for (const word of result.without) notes.push(t(`profit.without.${word}`));
  if (notes.length === 0) return null;
  return (
    <Alert color="gray">
      {notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </Alert>
  );
}

/** From what was asked for to what is left, step by step. */
function Bridge({ result: { total, nobody, not_yet } }: { result: ProfitResult }) {
  const minus = (one: Amount) => (Number(one.amount) === 0 ? '–' : formatMoney(-Number(one.amount), one.currency));
  const rows: [string, string, boolean?][] = [
    [t('profit.listed'), money(total.listed)],
    [t('profit.discount'), minus(total.discount)],
    [t('profit.revenue'), money(total.revenue), true],
    [t('profit.unknown'), minus(total.unknown)],
    [t('profit.cost'), minus(total.cost)],
    [t('profit.margin'), money(total.margin), true],
    [t('profit.time'), minus(total.time)],
    [t('profit.handling'), minus(total.handling)],
    [t('profit.profit'), money(total.profit), true],
  ];
  return (
    <section className={classes.panel} aria-label={t('profit.bridge')}>
      <Text fw={620}>{t('profit.bridge')}</Text>
      <ScrollBox label={t('profit.bridge')} className={classes.scroll}>
        <table className={classes.table} style={{ maxWidth: 520 }}>
          <tbody>
            {rows.map(([label, value, isSum]) => (
              <tr key={label}>
                <th scope="row" style={{ fontWeight: isSum ? 620 : 400 }}>
                  {label}
                </th>
                <td data-number style={{ fontWeight: isSum ? 620 : 400 }}>
                  {value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <Text size="sm" c="dimmed" mt="xs">
        {t('profit.bridge_text', {
          nobody: money(nobody.profit),
          calls: formatCount(not_yet.calls + not_yet.meetings),
          not_yet: money(not_yet.time),
        })}
      </Text>
    </section>
  );
}
