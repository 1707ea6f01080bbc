// A chart of the records in a list: grouped by one or two fields, counted, summed or averaged. A bar leads to the records behind it.
import { Button, SegmentedControl, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowDownWideNarrow, ChartColumn, ChartLine, ChartPie, Group as GroupIcon, Sigma, Split } from 'lucide-react';
import { useMemo } from 'react';
import { post } from '../../../api/client.ts';
import type { Answer } from '../../../api/generated.ts';
import { keys } from '../../../api/query.ts';
import type { Field } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { faceOf } from '../../../field/faces.ts';
import { formatMoney, formatNumber, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { BUCKETS, conditionOf, isTime, narrowed } from '../../group.ts';
import { ProblemView } from '../../ProblemView.tsx';
import { FieldChooser } from '../FieldChooser.tsx';
import { chartFields, measuredFields } from '../fields.ts';
import type { ViewProps } from '../props.ts';
import { CHARTS, type ChartKind, ORDERS, switched } from '../state.ts';
import classes from './chart.module.css';
import { Drawing } from './Drawing.tsx';
import { type Measure, readAxes, readMeasure, writeAxes, writeMeasure } from './measure.ts';
import { hasOwnOrder, useOwnOrders } from './own_order.ts';
import { chartOf, measureName, type Row } from './series.ts';

const MOST = 1000;
const NONE = '-';
const ICON = 15;
const KIND_ICONS = { bar: ChartColumn, line: ChartLine, pie: ChartPie };

export default function Chart({ object, state, onState, params, empty }: ViewProps) {
  const dictionary = useDictionary();
  const axes = useMemo(() => readAxes(dictionary, object, state.by), [dictionary, object, state.by]);
  const measure = useMemo(() => readMeasure(object, state.measure), [object, state.measure]);
  const [first, second] = axes;
  const kind: ChartKind = state.chart ?? (first && isTime(first.field) ? 'line' : 'bar');
  const body = {
    filter: params.filter ?? null,
    q: params.q ?? null,
    by: axes.map(({ field, bucket }) => ({ field: field.key, ...(bucket ? { bucket } : {}) })),
    measures: [{ measure: measure.kind, ...(measure.field ? { field: measure.field.key } : {}) }],
    limit: MOST,
  };
  const asked = useQuery<Answer<'Groups'>>({
    queryKey: [...keys.lists(object.key), 'chart', body],
    enabled: axes.length > 0,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
    queryFn: ({ signal }) => post<Answer<'Groups'>>(`/${object.plural}/groups`, body, { signal }),
  });
  const axisFields = useMemo(() => axes.map(({ field }) => field), [axes]);
  const orders = useOwnOrders(axisFields);
  const chart = useMemo(
    () =>
      chartOf(
        asked.data?.groups ?? [],
        axes,
        measure,
        state.scope,
        state.order === 'size' ? [undefined, orders[1]] : orders,
      ),
    [asked.data, axes, measure, state.scope, state.order, orders],
  );
  if (!first) return <>{empty}</>;
  const textOf = (value: number) => valueText(measure, value, chart.currency);
  const open = (row: Row, series?: { key: unknown; isRest: boolean }) => {
    if (row.isRest || series?.isRest) return;
    let filter = narrowed(state.filter, conditionOf(first.field, row.key, first.bucket));
    if (second && series) filter = narrowed(filter, conditionOf(second.field, series.key, second.bucket));
    onState(switched({ ...state, filter }, 'table'));
  };
  const fields = chartFields(object);
  const sequences = ORDERS.map((key) => ({ key, label: t(`chart.order.${key}`) }));
  const none = { key: NONE, label: t('chart.no_split') };
  return (
    <>
      <div className={classes.tools}>
        <FieldChooser
          label={t('chart.by')}
          icon={<GroupIcon size={ICON} />}
          field={first.field}
          fields={fields}
          onChange={(by) => onState({ by, chart: undefined })}
        />
        {isTime(first.field) && (
          <SegmentedControl
            size="xs"
            aria-label={t('group.bucket')}
            value={first.bucket ?? 'month'}
            data={BUCKETS.map((value) => ({ value, label: t(`group.bucket.${value}`) }))}
            onChange={(bucket) => onState({ by: writeAxes([{ ...first, bucket }, ...(second ? [second] : [])]) })}
          />
        )}
        {kind !== 'pie' && (
          <FieldChooser
            label={t('chart.split')}
            icon={<Split size={ICON} />}
            field={second?.field ?? none}
            fields={[none, ...fields.filter(({ key }) => key !== first.field.key)]}
            onChange={(key) => {
              const field = fields.find((one) => one.key === key);
              onState({
                by: writeAxes([
                  first,
                  ...(field ? [{ field, bucket: isTime(field) ? ('month' as const) : undefined }] : []),
                ]),
              });
            }}
          />
        )}
        <MeasureChooser
          object={object}
          measure={measure}
          onChange={(next) => onState({ measure: writeMeasure(next) })}
        />
        {!isTime(first.field) && hasOwnOrder(dictionary, first.field) && (
          <FieldChooser
            label={t('chart.order')}
            icon={<ArrowDownWideNarrow size={ICON} />}
            field={sequences.find(({ key }) => key === (state.order ?? 'own'))}
            fields={sequences}
            onChange={(key) => onState({ order: key === 'size' ? 'size' : undefined })}
          />
        )}
        {chart.currencies.length > 1 && chart.currency && (
          <SegmentedControl
            size="xs"
            aria-label={t('chart.currency')}
            value={chart.currency}
            data={chart.currencies}
            onChange={(scope) => onState({ scope })}
          />
        )}
        <SegmentedControl
          size="xs"
          className={classes.kinds}
          aria-label={t('chart.kind')}
          value={kind}
          data={CHARTS.map((value) => {
            const Icon = KIND_ICONS[value];
            return {
              value,
              label: (
                <span className={classes.kind} title={t(`chart.kind.${value}`)}>
                  <Icon size={ICON} aria-hidden="true" />
                  <span className="visually-hidden">{t(`chart.kind.${value}`)}</span>
                </span>
              ),
            };
          })}
          onChange={(next) => onState({ chart: next, ...(next === 'pie' && second ? { by: writeAxes([first]) } : {}) })}
        />
      </div>
      {asked.isError && <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isSuccess && !chart.rows.length && empty}
      {chart.rows.length > 0 && (
        <section
          className={classes.page}
          aria-label={t('chart.label', { measure: measureName(measure), field: first.field.label })}
          aria-busy={asked.isFetching}
        >
          {asked.data?.truncated && (
            <p className={classes.note} role="status">
              {t('chart.truncated', { count: MOST })}
            </p>
          )}
          <Drawing
            kind={kind}
            chart={chart}
            isTime={isTime(first.field)}
            textOf={textOf}
            shortOf={(value) => shortText(measure, value, chart.currency)}
            onOpen={open}
          />
          <Numbers chart={chart} measure={measure} head={first.field.label} textOf={textOf} onOpen={open} />
        </section>
      )}
    </>
  );
}

function MeasureChooser({
  object,
  measure,
  onChange,
}: {
  object: ViewProps['object'];
  measure: Measure;
  onChange: (measure: Measure) => void;
}) {
  const offered: Measure[] = [
    { kind: 'count', field: undefined },
    ...measuredFields(object).flatMap((field): Measure[] => [
      // Shares are no quantities: their sum says nothing.
      ...(field.kind === 'percent' ? [] : [{ kind: 'sum' as const, field }]),
      { kind: 'avg', field },
    ]),
  ];
  const named = offered.map((one) => ({ key: writeMeasure(one) ?? NONE, label: measureName(one), measure: one }));
  return (
    <FieldChooser
      label={t('chart.measured')}
      icon={<Sigma size={ICON} />}
      field={named.find(({ key }) => key === (writeMeasure(measure) ?? NONE))}
      fields={named}
      onChange={(key) => onChange(named.find((one) => one.key === key)?.measure ?? { kind: 'count', field: undefined })}
    />
  );
}

function valueText({ field }: Measure, value: number, currency: string | undefined): string {
  if (!field) return formatNumber(value);
  if (field.kind === 'money') return currency ? formatMoney(value, currency) : formatNumber(value, 2);
  if (field.kind === 'percent') return formatPercent(Math.round(value * 10) / 10);
  if (field.kind === 'duration') return faceOf(field as Field).text(value, field);
  return formatNumber(value, 2);
}

const shortText = (measure: Measure, value: number, currency: string | undefined) =>
  measure.field?.kind === 'money' && currency
    ? formatMoney(value, currency, true)
    : valueText(measure, value, currency);

interface NumbersProps {
  chart: ReturnType<typeof chartOf>;
  measure: Measure;
  head: string;
  textOf: (value: number) => string;
  onOpen: (row: Row, series?: { key: unknown; isRest: boolean }) => void;
}

/** The same in figures: for whoever wants to know exactly, and for the keyboard and screen readers. */
function Numbers({ chart: { rows, series }, measure, head, textOf, onOpen }: NumbersProps) {
  const isSplit = series.length > 1 || series[0]?.key !== undefined;
  const withTotal = isSplit && measure.kind !== 'avg';
  const all = rows.reduce((sum, row) => sum + row.total, 0);
  return (
    <Table.ScrollContainer minWidth={320} className={classes.numbers}>
      <Table verticalSpacing={5} horizontalSpacing="sm" fz="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{head}</Table.Th>
            {series.map(({ name }) => (
              <Table.Th key={name} ta="end">
                {name}
              </Table.Th>
            ))}
            {withTotal && <Table.Th ta="end">{t('chart.total')}</Table.Th>}
            {!isSplit && measure.kind !== 'avg' && <Table.Th ta="end">{t('chart.share')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.label}>
              <Table.Td>
                {row.isRest ? (
                  row.label
                ) : (
                  <Button variant="transparent" size="compact-sm" className={classes.link} onClick={() => onOpen(row)}>
                    {row.label}
                  </Button>
                )}
              </Table.Td>
              {series.map((one) => (
                <Table.Td key={one.name} ta="end">
                  {row.values[one.name] === undefined ? '–' : textOf(row.values[one.name] ?? 0)}
                </Table.Td>
              ))}
              {withTotal && <Table.Td ta="end">{textOf(row.total)}</Table.Td>}
              {!isSplit && measure.kind !== 'avg' && (
                <Table.Td ta="end">{all ? formatPercent(Math.round((row.total / all) * 1000) / 10) : '–'}</Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
