// What a report says, drawn as it wants to be: a number, a table, a pivot or a chart. Each mark leads to its records.
import { Group, SegmentedControl, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ArrowDownRight, ArrowUpRight, Equal } from 'lucide-react';
import { lazy, type ReactNode, type Ref, Suspense, useMemo } from 'react';
import type { Definition, ReportAnswer } from '../../api/reports.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { findField } from '../../dictionary/dictionary.ts';
import { formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { useOwnOrders } from '../../record/view/chart/own_order.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Chart } from '../../ui/chart/Chart.tsx';
import { countForm } from '../../ui/chart/model.ts';
import { currenciesOf, formsOf, kindOf, lacks, numberOf, ofCurrency, plotOf } from './plot.ts';
import classes from './report.module.css';
import { columnNames } from './words.ts';

const ReportTable = lazy(() => import('./ReportTable.tsx'));

/** The most groups the server answers with. */
const MOST = 10_000;

interface Props {
  object: ObjectType;
  definition: Definition;
  answer: ReportAnswer;
  label: string;
  currency: string | undefined;
  onCurrency: (currency: string) => void;
  height?: number | undefined;
  /** There is no more room than that height, and little of it: bars are thinner, figures short. */
  isTight?: boolean;
  /** It was said earlier: no mark leads to records, which are others today. */
  isKept?: boolean;
  actions?: ReactNode;
  pictureRef?: Ref<HTMLDivElement>;
}

export function ReportChart(props: Props) {
  const { object, definition, answer, label, currency: wanted, onCurrency, isKept, ...rest } = props;
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const currencies = useMemo(() => currenciesOf(answer), [answer]);
  const currency = currencies.find((one) => one === wanted) ?? currencies[0];
  const fields = useMemo(
    () => (definition.by ?? []).flatMap(({ field }) => findField(dictionary, object, field) ?? []),
    [definition.by, dictionary, object],
  );
  const orders = useOwnOrders(fields);
  const kind = kindOf(definition);
  const plot = useMemo(
    () => plotOf({ dictionary, object, definition, answer, currency, orders }),
    [dictionary, object, definition, answer, currency, orders],
  );
  const open = (filter: Filter | null) => {
    if (filter) void navigate({ to: '/$plural', params: { plural: object.plural }, search: { filter } });
  };
  const lacking = lacks(kind, definition);
  if (lacking) return <Blank compact title={t(lacking)} />;
  const isEmpty = !answer.rows.length && kind !== 'number';
  return (
    <>
      {currencies.length > 1 && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label={t('chart.currency')}
          value={currency ?? ''}
          data={currencies}
          onChange={onCurrency}
        />
      )}
      {answer.truncated && (
        <Text size="xs" c="dimmed" role="status" mb={4}>
          {t('report.truncated', { count: isKept ? answer.rows.length : MOST })}
        </Text>
      )}
      {isEmpty ? (
        <Blank compact title={t('report.nothing')} text={t('report.nothing_text')} />
      ) : kind === 'number' ? (
        <Figures
          object={object}
          definition={definition}
          answer={answer}
          currency={currency}
          isShort={Boolean(rest.isTight)}
          onOpen={isKept ? undefined : open}
        />
      ) : kind === 'table' || kind === 'pivot' ? (
        <Suspense>
          <ReportTable
            object={object}
            definition={definition}
            answer={answer}
            currency={currency}
            label={label}
            isPivot={kind === 'pivot'}
            onOpen={open}
          />
        </Suspense>
      ) : (
        <Chart
          {...rest}
          kind={plot.kind}
          rows={plot.rows}
          series={plot.series}
          head={plot.head}
          isTime={plot.isTime}
          label={label}
          onDrill={
            isKept
              ? undefined
              : ({ row, series }) =>
                  open(plot.filterOf(row.id, (definition.by?.length ?? 0) > 1 ? series?.id : undefined))
          }
        />
      )}
    </>
  );
}

interface FiguresProps {
  object: ObjectType;
  definition: Definition;
  answer: ReportAnswer;
  currency: string | undefined;
  isShort: boolean;
  onOpen: ((filter: Filter | null) => void) | undefined;
}

/** The totals as large figures, each with how it stands against the period it is compared with. */
function Figures({ object, definition, answer, currency, isShort, onOpen }: FiguresProps) {
  const dictionary = useDictionary();
  const names = columnNames(dictionary, object, definition);
  const forms = formsOf(dictionary, object, definition, currency);
  const [row] = ofCurrency(answer.totals, currency);
  return (
    <div className={classes.figures}>
      {names.map((name, place) => {
        const value = numberOf(row?.values[place]);
        const before = numberOf(row?.before?.[place]);
        const form = forms[place] ?? countForm;
        const told = isShort ? form.short : form.full;
        const number = value ?? (place === 0 && !row ? 0 : null);
        const figure = (
          <>
            <span className={classes.name}>{name}</span>
            <b title={number === null ? undefined : form.full(number)}>{number === null ? '–' : told(number)}</b>
            {answer.compared && <Change now={value} before={before} text={before === null ? '–' : told(before)} />}
          </>
        );
        return onOpen ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
          <button type="button" key={place} className={classes.figure} onClick={() => onOpen(row?.filter ?? null)}>
            {figure}
          </button>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
          <div key={place} className={classes.figure} data-still="true">
            {figure}
          </div>
        );
      })}
    </div>
  );
}

function Change({ now, before, text }: { now: number | null; before: number | null; text: string }) {
  if (now === null || before === null || before === 0)
    return <span className={classes.change}>{t('report.was', { value: text })}</span>;
  const share = (now - before) / Math.abs(before);
  const Icon = share > 0.0005 ? ArrowUpRight : share < -0.0005 ? ArrowDownRight : Equal;
  return (
    <span className={classes.change}>
      <Group gap={2} wrap="nowrap" component="span" className={classes.share} data-up={share > 0 || undefined}>
        <Icon size={14} aria-hidden="true" />
        {`${share > 0 ? '+' : ''}${formatPercent(Math.round(share * 1000) / 10)}`}
      </Group>
      {t('report.was', { value: text })}
    </span>
  );
}
