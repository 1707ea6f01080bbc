// What customers are worth: one sentence, how sure it is, on how few it hangs, who they are, and how it was tested.
import { Alert, Button, Group, NumberInput, Select, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { Gem } from 'lucide-react';
import { post } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { useSession } from '../../api/session_context.tsx';
import { formatCount, formatDate, formatMoney, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { countForm, moneyForm, shareForm } from '../../ui/chart/model.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import { MODELS as MODEL_NAMES } from '../knowledge/asked.ts';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import type { Best, Lifetime, Note, Opinion, Parameter, Refused } from './model.ts';
import { CategoryChooser, CustomerLink, CustomersChooser, Figures, Refusal, RefusalNote, Section } from './parts.tsx';
import classes from './value.module.css';
import { about, refusalText, share } from './words.ts';

const MODELS = ['bg_nbd', 'mbg_nbd', 'pareto_nbd'] as const;
const HORIZONS = [13, 26, 52, 104, 156] as const;
const USUAL = { weeks: 52, discount: 10 };

interface Search {
  model?: string;
  customers?: string;
  category?: string;
  weeks?: number;
  discount?: number;
  until?: string;
  split?: string;
}

export default function LifetimePage() {
  const [search, go] = useParameters<Search>();
  const { model, customers, category, weeks, discount, until, split } = search;
  return (
    <AnalysisPage<Lifetime>
      analysis="lifetime_value"
      title="value.lifetime"
      text="value.lifetime_text"
      icon={Gem}
      parameters={{ model, customers, category, weeks, discount, until, split }}
      controls={<Controls search={search} onChange={go} />}
      sentence={sentence}
      table={({ best = [], currency }) => ({
        head: [
          t('value.customer'),
          t('value.last'),
          t('value.days'),
          t('value.still'),
          t('value.purchases'),
          `${t('value.each')} (${currency})`,
          `${t('value.value')} (${currency})`,
          `${t('value.today')} (${currency})`,
        ],
        rows: best.map((row) => [
          row.title,
          row.last,
          row.days,
          row.alive,
          row.purchases,
          row.each,
          row.value,
          row.discounted,
        ]),
      })}
      how={
        <>
          <p>{t('value.method_text')}</p>
          <p>
            Fader, Hardie &amp; Lee (2005), Marketing Science 24 · Batislam, Denizel &amp; Filiztekin (2007), IJRM 24 ·
            Schmittlein, Morrison &amp; Colombo (1987), Management Science 33 · Fader &amp; Hardie (2013), The
            Gamma-Gamma Model of Monetary Value
          </p>
        </>
      }
    >
      {(result) => <LifetimeView result={result} />}
    </AnalysisPage>
  );
}

function Controls({ search, onChange }: { search: Search; onChange: (next: Partial<Search>) => void }) {
  return (
    <>
      <CustomersChooser value={search.customers} onChange={(customers) => onChange({ customers })} />
      <CategoryChooser value={search.category} onChange={(category) => onChange({ category })} />
      <Select
        label={t('value.model')}
        data={MODELS.map((value) => ({ value, label: MODEL_NAMES[value] }))}
        value={search.model ?? 'bg_nbd'}
        allowDeselect={false}
        w={150}
        onChange={(next) => onChange({ model: next === 'bg_nbd' ? undefined : (next ?? undefined) })}
      />
      <Select
        label={t('value.horizon')}
        data={HORIZONS.map((weeks) => ({ value: String(weeks), label: t('value.weeks', { weeks }) }))}
        value={String(search.weeks ?? USUAL.weeks)}
        allowDeselect={false}
        w={130}
        onChange={(next) => onChange({ weeks: Number(next) === USUAL.weeks ? undefined : Number(next) })}
      />
      <NumberInput
        label={t('value.discount')}
        value={search.discount ?? USUAL.discount}
        min={0}
        max={100}
        allowDecimal={false}
        w={130}
        onChange={(next) =>
          typeof next === 'number' && onChange({ discount: next === USUAL.discount ? undefined : next })
        }
      />
    </>
  );
}

/** Companies and people get the numbers as fields each night; an administrator need not wait. */
function ScoreButton() {
  const { administrator } = useSession().role;
  const ask = useMutation({
    mutationFn: () => post('/customer-scores'),
    onSuccess: () => notifications.show({ message: t('value.scored') }),
    onError: (error) => notifications.show({ color: 'red', message: describeProblem(error) }),
  });
  if (!administrator) return null;
  return (
    <Tooltip label={t('value.score_text')} multiline w={260}>
      <Button size="compact-sm" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
        {t('value.score')}
      </Button>
    </Tooltip>
  );
}

function sentence({ total, refusal, currency, customers, weeks }: Lifetime): string | null {
  if (!total || refusal) return null;
  return t('value.says', {
    alive: formatCount(Math.round(total.alive)),
    customers: formatCount(customers),
    weeks: formatCount(weeks),
    purchases: formatCount(Math.round(total.purchases)),
    value: formatMoney(total.value, currency),
  });
}

function LifetimeView({ result }: { result: Lifetime }) {
  const { total, currency } = result;
  if (!total)
    return (
      <>
        <Refusal why={result.refusal} />
        <Opinions result={result} />
      </>
    );
  return (
    <div>
      <Figures
        rows={[
          [t('value.still'), `${formatCount(Math.round(total.alive))} / ${formatCount(result.customers)}`],
          [t('value.purchases'), formatCount(Math.round(total.purchases))],
          [t('value.value'), formatMoney(total.value, currency)],
          [t('value.today'), formatMoney(total.discounted, currency)],
        ]}
      />
      <Notes result={result} />
      <Tenths result={result} />
      <BestCustomers result={result} />
      <TestSection result={result} />
      <ContractSection result={result} />
      <Opinions result={result} />
    </div>
  );
}

const SERIOUS = ['test_failed'];
const CAREFUL = [
  'test_rough',
  'not_tested',
  'test_refused',
  'data_ended',
  'opinions_differ',
  'spend_follows_frequency',
];

function Notes({ result }: { result: Lifetime }) {
  const text = (note: Note) =>
    t(`value.note.${note.key}`, {
      weeks: formatCount(Math.round(result.test?.weeks ?? 0)),
      expected: formatCount(Math.round(result.test?.error?.expected ?? 0)),
      actual: formatCount(Math.round(result.test?.error?.actual ?? 0)),
      until: result.until ? formatDate(result.until) : '',
      share: share(note.share ?? 0),
      least: formatCount(Math.round(note.least ?? 0)),
      most: formatCount(Math.round(note.most ?? 0)),
    });
  return (result.notes ?? []).map((note) => (
    <Alert
      key={note.key}
      mb="xs"
      py={8}
      color={SERIOUS.includes(note.key) ? 'red' : CAREFUL.includes(note.key) ? 'yellow' : 'spruce'}
    >
      <Text size="sm">{text(note)}</Text>
    </Alert>
  ));
}

function Tenths({ result }: { result: Lifetime }) {
  const tenths = result.tenths ?? [];
  const first = tenths[0];
  if (!first || tenths.length < 2) return null;
  return (
    <Section
      title={t('value.tenths')}
      says={t('value.tenths_says', { customers: formatCount(first.customers), share: share(first.share) })}
    >
      <Chart
        kind="bar"
        isTime
        label={t('value.tenths')}
        head={t('value.tenth')}
        height={220}
        rows={tenths.map((tenth, place) => ({
          id: String(place + 1),
          label: t('value.tenth_number', { number: place + 1 }),
          values: { value: tenth.discounted, share: tenth.share },
        }))}
        series={[{ id: 'value', label: t('value.today'), form: moneyForm(result.currency) }]}
      />
    </Section>
  );
}

function BestCustomers({ result }: { result: Lifetime }) {
  const money = (value: number) => formatMoney(value, result.currency);
  const number = (key: string, label: string, by: (row: Best) => number, write: (value: number) => string) => ({
    key,
    label,
    isNumber: true,
    by,
    cell: (row: Best) => write(by(row)),
  });
  const columns: SortColumn<Best>[] = [
    {
      key: 'customer',
      label: t('value.customer'),
      by: (row) => row.title ?? null,
      cell: (row) => <CustomerLink row={row} />,
    },
    { key: 'last', label: t('value.last'), by: (row) => row.last, cell: (row) => formatDate(row.last) },
    number('days', t('value.days'), (row) => row.days, formatCount),
    number('still', t('value.still'), (row) => row.alive, share),
    number('purchases', t('value.purchases'), (row) => row.purchases, about),
    number('each', t('value.each'), (row) => row.each, money),
    number('today', t('value.today'), (row) => row.discounted, money),
  ];
  return (
    <Section title={t('value.best')} says={t('value.best_says')}>
      <Group justify="space-between" mb="xs">
        <MarkLinks lists={result.best_lists ?? []} />
        <ScoreButton />
      </Group>
      <SortTable
        label={t('value.best')}
        rows={result.best ?? []}
        keyOf={(row) => row.id}
        columns={columns}
        first={15}
      />
    </Section>
  );
}

function TestSection({ result }: { result: Lifetime }) {
  const test = result.test;
  if (!test) return null;
  const weeks = test.by_week?.rows ?? [];
  const line = weeks.find((row) => row.held_back);
  const numbers = [
    { id: 'actual', label: t('value.actual'), form: countForm },
    { id: 'expected', label: t('value.expected'), form: countForm, isFaint: true },
  ];
  return (
    <Section
      title={t('value.test')}
      says={
        test.split &&
        t('value.test_says', { split: formatDate(test.split), customers: formatCount(test.customers ?? 0) })
      }
    >
      {test.refusal && <RefusalNote refusal={test.refusal} title={t('value.no_test')} />}
      <div className={classes.pair}>
        {weeks.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t('value.by_week')}
            </Text>
            <Chart
              kind="line"
              isTime
              label={t('value.by_week')}
              head={t('value.until')}
              height={240}
              lines={line ? [{ row: line.until, label: t('value.learned_until') }] : []}
              rows={weeks.map((row) => ({
                id: row.until,
                label: formatDate(row.until, true),
                values: { actual: row.actual_so_far, expected: row.expected_so_far },
              }))}
              series={numbers}
            />
          </div>
        )}
        {(test.by_frequency?.length ?? 0) > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t('value.by_frequency')}
            </Text>
            <Chart
              kind="bar"
              isTime
              label={t('value.by_frequency')}
              head={t('value.repeats')}
              height={240}
              rows={(test.by_frequency ?? []).map((row) => ({
                id: String(row.frequency),
                label: `${formatCount(row.frequency)}${row.or_more ? '+' : ''}`,
                values: { actual: row.actual, expected: row.expected },
              }))}
              series={numbers}
            />
          </div>
        )}
      </div>
    </Section>
  );
}

function ContractSection({ result }: { result: Lifetime }) {
  const contract = result.contract;
  if (!contract?.rhythm) return null;
  const first = contract.rows?.[0];
  return (
    <Section
      title={t('value.contract')}
      says={t(`value.contract_says.${contract.rhythm}`, {
        share: share(contract.share ?? 0),
        renews: share(first?.renews ?? 0),
      })}
    >
      {contract.refusal && <RefusalNote refusal={contract.refusal} title={t('value.no_answer')} />}
      {contract.rows && (
        <Chart
          kind="line"
          isTime
          label={t('value.contract')}
          head={t('value.renewals')}
          height={220}
          rows={contract.rows.map((row) => ({
            id: String(row.renewal),
            label: formatCount(row.renewal),
            values: { actual: row.actual, expected: row.expected },
          }))}
          series={[
            { id: 'actual', label: t('value.actual'), form: shareForm },
            { id: 'expected', label: t('value.expected'), form: shareForm, isFaint: true },
          ]}
        />
      )}
    </Section>
  );
}

interface OpinionRow {
  key: string;
  name: string;
  total?: Opinion['total'];
  likelihood?: number | undefined;
  parameters: string;
}

/** A model in a row of the table, or why it says nothing. */
const parametersText = (of: { refusal?: Refused; parameters?: Parameter[] }): string =>
  of.refusal
    ? refusalText(of.refusal)
    : (of.parameters ?? [])
        .map((one) => `${one.key} ${formatNumber(one.value, 3)} ± ${formatNumber(one.error, 3)}`)
        .join(', ');

function Opinions({ result }: { result: Lifetime }) {
  if (!result.opinions?.length) return null;
  const rows: OpinionRow[] = result.opinions.map((opinion) => ({
    key: opinion.model,
    name: MODEL_NAMES[opinion.model],
    total: opinion.total,
    likelihood: opinion.log_likelihood,
    parameters: parametersText(opinion),
  }));
  if (result.spend) rows.push({ key: 'spend', name: 'Gamma-Gamma', parameters: parametersText(result.spend) });
  const count = (value: number | undefined) => (value === undefined ? '–' : formatCount(Math.round(value)));
  return (
    <Section title={t('value.opinions')} says={t('value.opinions_says')}>
      <SortTable
        label={t('value.opinions')}
        rows={rows}
        keyOf={(row) => row.key}
        columns={[
          { key: 'model', label: t('value.model'), cell: (row) => row.name },
          {
            key: 'purchases',
            label: t('value.purchases'),
            isNumber: true,
            cell: (row) => count(row.total?.purchases),
          },
          { key: 'still', label: t('value.still'), isNumber: true, cell: (row) => count(row.total?.alive) },
          {
            key: 'likelihood',
            label: t('value.likelihood'),
            isNumber: true,
            cell: (row) => (row.likelihood === undefined ? '–' : formatNumber(row.likelihood, 1)),
          },
          { key: 'parameters', label: t('value.parameters'), isText: true, cell: (row) => row.parameters },
        ]}
      />
    </Section>
  );
}
