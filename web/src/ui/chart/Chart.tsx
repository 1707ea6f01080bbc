// One chart: drawing, legend, what the keyboard stands on, and the same as a table. Each mark leads to what is behind it (`onDrill`).
import { ActionIcon, Group, Skeleton, Tooltip } from '@mantine/core';
import { useId, useUncontrolled } from '@mantine/hooks';
import { ChartSpline, Table2 } from 'lucide-react';
import { type KeyboardEvent, lazy, type ReactNode, type Ref, Suspense, useState } from 'react';
import { t } from '../../i18n/index.ts';
import classes from './chart.module.css';
import { Funnel } from './Funnel.tsx';
import { HeatMap } from './HeatMap.tsx';
import {
  colorOf,
  type NumberForm,
  type PlotData,
  type PlotKind,
  type PlotLine,
  type PlotMark,
  textOf,
} from './model.ts';
import { Numbers } from './Numbers.tsx';

const Plot = lazy(() => import('./Plot.tsx'));
const Flow = lazy(() => import('./Flow.tsx'));
const WorldMap = lazy(() => import('./WorldMap.tsx'));

export interface ChartProps extends PlotData {
  kind: PlotKind;
  /** What is drawn, in a few words: its name for those who do not see it. */
  label: string;
  /** What the rows are. */
  head: string;
  /** The rows follow each other in time. */
  isTime?: boolean;
  /** The axis is one of numbers, on which each row stands where its `at` says: rows that lie far apart are drawn far apart. */
  across?: NumberForm;
  /** What stays as it is until the next row: drawn in steps. */
  isStepped?: boolean;
  height?: number;
  /** It must not be higher than that, however many rows there are. */
  isTight?: boolean | undefined;
  lines?: readonly PlotLine[];
  /** Without it the marks lead nowhere. */
  onDrill?: ((mark: PlotMark) => void) | undefined;
  /** Shown as a table, where the page keeps that itself. */
  asTable?: boolean;
  onAsTable?: (asTable: boolean) => void;
  /** Without the switch to the table: where the table stands beside the chart anyway. */
  bare?: boolean;
  actions?: ReactNode;
  pictureRef?: Ref<HTMLDivElement>;
}

const HEIGHT = 300;
const ICON = 16;

export function Chart(props: ChartProps) {
  const { kind, label, head, rows, series, height = HEIGHT, onDrill, bare, actions, pictureRef } = props;
  const [asTable, setAsTable] = useUncontrolled({
    value: props.asTable,
    defaultValue: false,
    finalValue: false,
    onChange: props.onAsTable,
  });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = series.filter(({ id }) => !hidden.has(id));
  const drill = onDrill && ((mark: PlotMark) => !mark.row.isRest && !mark.series?.isRest && onDrill(mark));
  const isDrawn = kind !== 'heat' && kind !== 'funnel';
  const withLegend = isDrawn && kind !== 'scatter' && kind !== 'flow' && kind !== 'map' && series.length > 1;
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    // With all of them hidden there would be no chart left to look at.
    setHidden(next.size < series.length ? next : new Set());
  };
  return (
    <figure className={classes.figure} aria-label={label}>
      {(!bare || actions) && (
        <Group className={classes.tools} gap={2} wrap="nowrap">
          {actions}
          {!bare && kind !== 'heat' && (
            <Tooltip label={t(asTable ? 'plot.as_chart' : 'plot.as_table')}>
              <ActionIcon
                size="sm"
                aria-label={t(asTable ? 'plot.as_chart' : 'plot.as_table')}
                aria-pressed={asTable}
                onClick={() => setAsTable(!asTable)}
              >
                {asTable ? <ChartSpline size={ICON} /> : <Table2 size={ICON} />}
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      )}
      {asTable && kind !== 'heat' ? (
        <Numbers head={head} rows={rows} series={series} onDrill={drill} label={label} />
      ) : kind === 'heat' ? (
        <HeatMap head={head} rows={rows} series={series} onDrill={drill} label={label} />
      ) : kind === 'funnel' ? (
        <Funnel rows={rows} series={series} onDrill={drill} label={label} />
      ) : (
        <>
          <Steered {...props} series={shown} onDrill={drill}>
            {(active) => (
              <div ref={pictureRef}>
                <Suspense fallback={<Skeleton h={height} radius="md" />}>
                  {kind === 'flow' ? (
                    <Flow rows={rows} series={shown} height={height} onDrill={drill} />
                  ) : kind === 'map' ? (
                    <WorldMap rows={rows} series={shown} height={height} active={active} onDrill={drill} />
                  ) : (
                    <Plot
                      kind={kind}
                      rows={rows}
                      series={shown}
                      all={series}
                      isTime={Boolean(props.isTime || props.across)}
                      across={props.across}
                      isStepped={Boolean(props.isStepped)}
                      height={height}
                      isTight={props.isTight}
                      lines={props.lines}
                      active={active}
                      onDrill={drill}
                    />
                  )}
                </Suspense>
              </div>
            )}
          </Steered>
          {withLegend && (
            <ul className={classes.legend} aria-label={t('plot.legend')}>
              {series.map((one, place) => (
                <li key={one.id}>
                  <button type="button" aria-pressed={!hidden.has(one.id)} onClick={() => toggle(one.id)}>
                    <span
                      className={classes.swatch}
                      data-off={hidden.has(one.id) || undefined}
                      data-faint={one.isFaint || undefined}
                      style={{ '--mark': colorOf(one, place) } as Record<string, string>}
                    />
                    {one.label}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </figure>
  );
}

interface SteeredProps extends PlotData {
  label: string;
  onDrill?: ((mark: PlotMark) => void) | undefined;
  children: (active: PlotMark | undefined) => ReactNode;
}

/** Left and right walk along the rows, up and down over the series, Enter opens what is behind the mark; what one stands on is told. */
function Steered({ label, rows, series, onDrill, children }: SteeredProps) {
  const [at, setAt] = useState<{ row: number; series: number }>();
  const hint = useId();
  const row = at && rows[Math.min(at.row, rows.length - 1)];
  const one = at && series[Math.min(at.series, series.length - 1)];
  const press = (event: KeyboardEvent) => {
    const now = at ?? { row: 0, series: 0 };
    const last = rows.length - 1;
    const to = {
      ArrowRight: { row: Math.min(now.row + 1, last) },
      ArrowLeft: { row: Math.max(now.row - 1, 0) },
      ArrowDown: { series: Math.min(now.series + 1, series.length - 1) },
      ArrowUp: { series: Math.max(now.series - 1, 0) },
      Home: { row: 0 },
      End: { row: last },
    }[event.key];
    if (to) {
      event.preventDefault();
      setAt(at ? { ...now, ...to } : now);
    } else if (event.key === 'Enter' && row && onDrill) {
      event.preventDefault();
      onDrill(one ? { row, series: one } : { row });
    }
  };
  return (
    <>
      <div
        className={classes.steered}
        role="application"
        aria-roledescription={t('plot.role')}
        aria-label={label}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the marks of a drawing are walked over with the arrow keys.
        tabIndex={0}
        onKeyDown={press}
        onBlur={() => setAt(undefined)}
      >
        {children(row && (one ? { row, series: one } : { row }))}
      </div>
      <span id={hint} className="visually-hidden">
        {t(onDrill ? 'plot.keys_open' : 'plot.keys')}
      </span>
      <p className={classes.readout} role="status">
        {row && one && `${row.label} · ${one.label}: ${textOf(row, one)}`}
      </p>
    </>
  );
}
