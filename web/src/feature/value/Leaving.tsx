// Who is about to leave: how many, what hangs on them, who they are and why, how well that was foretold before, and how long customers stay.
import { Alert, Badge, Button, Checkbox, Group, NumberInput, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { DoorOpen, ListPlus } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import { createRecord } from '../../api/records.ts';
import { useDictionary, useObject } from '../../dictionary/context.tsx';
import { formatCount, formatDate, formatMoney, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { countForm, shareForm } from '../../ui/chart/model.ts';
import { type SortColumn, SortTable } from '../../ui/SortTable.tsx';
import { AnalysisPage, useParameters } from '../knowledge/AnalysisPage.tsx';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import type { Curve, Leaver, Leaving } from './model.ts';
import { CategoryChooser, CustomerLink, CustomersChooser, Figures, Refusal, Section } from './parts.tsx';
import classes from './value.module.css';
import { reasonText, share } from './words.ts';

interface Search {
  customers?: string;
  category?: string;
  days?: number;
  group?: string;
  until?: string;
}

export default function LeavingPage() {
  const [search, go] = useParameters<Search>();
  const { customers, category, days, group, until } = search;
  const name = useGroupNames(group);
  return (
    <AnalysisPage<Leaving>
      analysis="leaving"
      title="value.leaving"
      text="value.leaving_text"
      icon={DoorOpen}
      parameters={{ customers, category, days, group, until }}
      controls={<Controls search={search} onChange={go} />}
      sentence={sentence}
      table={({ list = [], currency }) => ({
        head: [
          t('value.customer'),
          t('value.last'),
          t('value.risk'),
          `${t('value.year')} (${currency})`,
          `${t('value.at_stake')} (${currency})`,
          t('value.why'),
        ],
        rows: list.map((row) => [row.title, row.last, row.risk, row.year, row.at_stake, reasonsOf(row).join('; ')]),
      })}
      how={
        <>
          <p>{t('value.leaving_method')}</p>
          <p>
            le Cessie &amp; van Houwelingen (1992), Applied Statistics 41 · Zadrozny &amp; Elkan (2002), KDD · Platt
            (1999) · DeLong et al. (1988), Biometrics 44 · Kaplan &amp; Meier (1958), JASA 53 · Mantel (1966)
          </p>
        </>
      }
    >
      {(result) => <LeavingView result={result} name={name} />}
    </AnalysisPage>
  );
}

/** Kinds of fields whose values make groups. */
const GROUPED = ['choice', 'boolean', 'postal_address'];

function useGroupFields(): { value: string; label: string }[] {
  const { byKey } = useDictionary();
  const found = new Map<string, string>();
  for (const key of ['company', 'person'])
    for (const field of byKey.get(key)?.fields ?? [])
      if (GROUPED.includes(field.kind) && !found.has(field.key)) found.set(field.key, field.label);
  return [...found].map(([value, label]) => ({ value, label }));
}

/** What a value of the field the curves are grouped by is called. */
function useGroupNames(group: string | undefined): (value: string) => string {
  const { byKey } = useDictionary();
  return (value) => {
    if (!group) return byKey.get(value)?.label_plural ?? value;
    for (const key of ['company', 'person']) {
      const field = byKey.get(key)?.fields.find((one) => one.key === group);
      const choice = field?.choices?.find((one) => one.key === value);
      if (choice) return choice.label;
    }
    return value;
  };
}

function Controls({ search, onChange }: { search: Search; onChange: (next: Partial<Search>) => void }) {
  const fields = useGroupFields();
  return (
    <>
      <CustomersChooser value={search.customers} onChange={(customers) => onChange({ customers })} />
      <CategoryChooser value={search.category} onChange={(category) => onChange({ category })} />
      <NumberInput
        label={t('value.days_field')}
        placeholder={t('value.days_suggested')}
        value={search.days ?? ''}
        min={7}
        max={1830}
        allowDecimal={false}
        w={210}
        onChange={(next) => {
          const days = typeof next === 'number' ? next : undefined;
          if (days === undefined || days >= 7) onChange({ days });
        }}
      />
      <Select
        label={t('value.group')}
        placeholder={t('value.group.none')}
        data={fields}
        value={search.group ?? null}
        clearable
        searchable
        w={200}
        onChange={(next) => onChange({ group: next ?? undefined })}
      />
    </>
  );
}

function sentence(result: Leaving): string | null {
  if (result.refusal) return null;
  return t('value.leaving_says', {
    expected: formatCount(Math.round(result.expected_to_leave ?? 0)),
    active: formatCount(result.active ?? 0),
    days: formatCount(result.days ?? 0),
    stake: formatMoney(result.at_stake ?? 0, result.currency),
  });
}

function LeavingView({ result, name }: { result: Leaving; name: (group: string) => string }) {
  const money = (value: number) => formatMoney(value, result.currency);
  return (
    <div>
      {result.refusal && <Refusal why={result.refusal} />}
      {!result.refusal && (
        <>
          <Figures
            rows={[
              [t('value.active'), formatCount(result.active ?? 0)],
              [t('value.will_leave'), formatCount(Math.round(result.expected_to_leave ?? 0))],
              [t('value.at_stake'), money(result.at_stake ?? 0)],
              [
                t('value.gone'),
                <>
                  {formatCount(result.gone ?? 0)}
                  <MarkLinks lists={result.gone_lists ?? []} size="xs" />
                </>,
              ],
            ]}
          />
          {result.ended && result.until && (
            <Alert color="yellow" py={8} mb="xs">
              <Text size="sm">{t('value.note.data_ended', { until: formatDate(result.until) })}</Text>
            </Alert>
          )}
          <Quality result={result} />
          <Bands result={result} />
          <Leavers result={result} />
        </>
      )}
      <Stay result={result} name={name} />
    </div>
  );
}

function Quality({ result }: { result: Leaving }) {
  const test = result.test;
  const used = test?.used ? test[test.used] : undefined;
  if (!test || !used?.area) return null;
  const { area, low, high } = used.area;
  const key = area < 0.6 ? 'weak' : area < 0.75 ? 'fair' : 'good';
  const other = test.used === 'behavior' ? test.buying : test.behavior;
  return (
    <Section
      title={t('value.quality')}
      says={t('value.quality_says', {
        day: formatDate(test.tested_on),
        area: formatCount(Math.round(area * 100)),
        low: formatCount(Math.round(low * 100)),
        high: formatCount(Math.round(high * 100)),
        customers: formatCount(used.customers ?? 0),
      })}
    >
      <Alert color={key === 'weak' ? 'red' : key === 'fair' ? 'gray' : 'spruce'} py={8} mb="sm">
        <Text size="sm">
          {t(`value.quality.${key}`)}{' '}
          {other.area && t('value.quality_against', { area: formatCount(Math.round(other.area.area * 100)) })}
        </Text>
      </Alert>
      <Text size="sm" fw={600}>
        {t('value.calibration')}
      </Text>
      <Chart
        kind="line"
        across={shareForm}
        label={t('value.calibration')}
        head={t('value.told')}
        height={220}
        rows={(used.calibration ?? []).map((bin, place) => ({
          id: String(place),
          label: share(bin.told),
          at: bin.told,
          values: { seen: bin.seen, told: bin.told },
          bands: { seen: [bin.low, bin.high] },
        }))}
        series={[
          { id: 'seen', label: t('value.seen'), form: shareForm },
          { id: 'told', label: t('value.told'), form: shareForm, isFaint: true },
        ]}
      />
    </Section>
  );
}

type Band = NonNullable<Leaving['bands']>[number];

function Bands({ result }: { result: Leaving }) {
  const columns: SortColumn<Band>[] = [
    {
      key: 'band',
      label: t('value.risk'),
      cell: (band) => `${t(`value.band.${band.key}`)} (${share(band.from)} – ${share(band.to)})`,
    },
    { key: 'customers', label: t('value.customers'), isNumber: true, cell: (band) => formatCount(band.customers) },
    {
      key: 'leave',
      label: t('value.will_leave'),
      isNumber: true,
      cell: (band) => formatCount(Math.round(band.expected_to_leave)),
    },
    {
      key: 'stake',
      label: t('value.at_stake'),
      isNumber: true,
      cell: (band) => formatMoney(band.at_stake, result.currency),
    },
  ];
  return (
    <Section title={t('value.bands')}>
      <SortTable label={t('value.bands')} rows={result.bands ?? []} keyOf={(band) => band.key} columns={columns} />
    </Section>
  );
}

const FEW = 20;

function Leavers({ result }: { result: Leaving }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const tasks = useObject('task');
  const client = useQueryClient();
  const list = result.list ?? [];
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const make = async () => {
    if (!tasks) return;
    setBusy(true);
    try {
      const wanted = list.filter((row) => chosen.has(row.id));
      for (const row of wanted)
        await createRecord(tasks.plural, {
          subject: t('value.task_subject', { customer: row.title ?? '' }),
          [row.object]: row.id,
          body: reasonsOf(row).join('\n'),
        });
      notifications.show({ message: t('value.tasks_made', { count: wanted.length }) });
      setChosen(new Set());
      void client.invalidateQueries({ queryKey: keys.lists('task') });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('value.at_risk')} says={t('value.at_risk_says')}>
      <MarkLinks lists={result.lists ?? []} />
      {tasks?.can.create && (
        <Group my="xs">
          <Button
            size="compact-sm"
            leftSection={<ListPlus size={14} />}
            disabled={chosen.size === 0}
            loading={busy}
            onClick={() => void make()}
          >
            {t('value.make_tasks', { number: chosen.size })}
          </Button>
        </Group>
      )}
      <SortTable
        label={t('value.at_risk')}
        rows={list}
        keyOf={(row) => row.id}
        columns={columnsOf(result.currency, tasks?.can.create ? { chosen, toggle } : undefined)}
        first={FEW}
      />
    </Section>
  );
}

interface Choice {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
}

/** What is told of each; with a choice, whom tasks are made for. */
function columnsOf(currency: string, choice: Choice | undefined): SortColumn<Leaver>[] {
  const money = (key: 'year' | 'at_stake'): SortColumn<Leaver> => ({
    key,
    label: t(`value.${key}`),
    by: (row) => row[key],
    isNumber: true,
    cell: (row) => formatMoney(row[key], currency),
  });
  return [
    {
      key: 'customer',
      label: t('value.customer'),
      by: (row) => row.title ?? null,
      cell: (row) => (
        <Group gap="sm" wrap="nowrap">
          {choice && (
            <Checkbox
              size="xs"
              aria-label={t('value.choose_single', { customer: row.title ?? '' })}
              checked={choice.chosen.has(row.id)}
              onChange={() => choice.toggle(row.id)}
            />
          )}
          <CustomerLink row={row} />
        </Group>
      ),
    },
    {
      key: 'risk',
      label: t('value.risk'),
      by: (row) => row.risk,
      isNumber: true,
      cell: (row) => (
        <Badge color={row.risk >= 0.6 ? 'red' : row.risk >= 0.3 ? 'yellow' : 'gray'}>{share(row.risk)}</Badge>
      ),
    },
    money('year'),
    money('at_stake'),
    { key: 'why', label: t('value.why'), isText: true, cell: (row) => <Reasons row={row} /> },
  ];
}

function reasonsOf(row: Leaver): string[] {
  const told = row.reasons.map((one) => reasonText(one.key, one.raises, row.facts));
  return told.length > 0 ? [...new Set(told)] : [t('value.reason.silence', { days: formatCount(row.facts.silence) })];
}

function Reasons({ row }: { row: Leaver }) {
  return (
    <ul className={classes.reasons}>
      {reasonsOf(row).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

const LEVEL = 0.05;

function Stay({ result, name }: { result: Leaving; name: (group: string) => string }) {
  const stay = result.stay;
  const everybody = stay?.everybody;
  if (!stay || !everybody?.points) return null;
  const curves: Curve[] = stay.groups.length > 1 ? stay.groups : [everybody];
  const label = (curve: Curve) => (curve.group === null ? t('value.everybody') : name(curve.group));
  const at = (curve: Curve, day: number) => curve.points?.find((point) => point.day === day);
  const half = everybody.half_gone_after;
  const { probability } = stay.test;
  return (
    <Section
      title={t('value.stay')}
      says={
        <>
          {half
            ? t('value.stay_half', { days: formatCount(half) })
            : t('value.stay_more', { share: share(everybody.points.at(-1)?.stay ?? 1) })}{' '}
          {probability !== undefined &&
            stay.groups.length > 1 &&
            t(probability < LEVEL ? 'value.groups_differ' : 'value.groups_alike', {
              chance: probability < 0.001 ? '< 0.1 %' : `${formatNumber(probability * 100, 1)} %`,
            })}
        </>
      }
    >
      <Chart
        kind="line"
        across={countForm}
        isStepped
        label={t('value.stay')}
        head={t('value.days_since')}
        height={280}
        rows={everybody.points.map(({ day }) => ({
          id: String(day),
          label: formatCount(day),
          at: day,
          values: Object.fromEntries(curves.map((curve) => [curve.group ?? 'all', at(curve, day)?.stay])),
          bands: Object.fromEntries(
            curves.flatMap((curve) => {
              const point = at(curve, day);
              return point ? [[curve.group ?? 'all', [point.low, point.high] as const]] : [];
            }),
          ),
        }))}
        series={curves.map((curve) => ({
          id: curve.group ?? 'all',
          label: `${label(curve)} (${countForm.full(curve.customers ?? 0)})`,
          form: shareForm,
        }))}
      />
    </Section>
  );
}
