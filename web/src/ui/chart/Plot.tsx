// Lines, areas, bars and points, as Mantine draws them. Loaded with the first chart of a page.
import '@mantine/charts/styles.css';
import { AreaChart, BarChart, CompositeChart, ScatterChart } from '@mantine/charts';
import { useMediaQuery } from '@mantine/hooks';
import { Area, type TooltipContentProps } from 'recharts';
import classes from './chart.module.css';
import {
  colorOf,
  joinOf,
  type NumberForm,
  type PlotData,
  type PlotKind,
  type PlotLine,
  type PlotMark,
  type PlotRow,
  placeOf,
  textOf,
} from './model.ts';

interface Props extends PlotData {
  kind: Exclude<PlotKind, 'funnel' | 'heat' | 'flow' | 'map'>;
  /** With those that are hidden, so that a series keeps its color. */
  all: PlotData['series'];
  isTime: boolean;
  across: NumberForm | undefined;
  isStepped: boolean;
  height: number;
  isTight: boolean | undefined;
  lines: readonly PlotLine[] | undefined;
  active: PlotMark | undefined;
  onDrill: ((mark: PlotMark) => void) | undefined;
}

const PHONE = '(max-width: 48em)';
const LINE = 34;
/** A bar is no thinner where there is little room. */
const LEAST = 18;
const AXIS = 62;
const BAND = ' band';

export default function Plot(props: Props) {
  const { kind, rows, series, all, isTime, across, isStepped, height, isTight, lines, active, onDrill } = props;
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  if (kind === 'scatter') return <Points {...props} phone={phone} />;
  const isNumeric = Boolean(across);
  const join = joinOf(isStepped, isNumeric);
  const byId = new Map(rows.map((row) => [String(placeOf(row, isNumeric)), row]));
  const place = (id: string) => {
    const row = rows.find((one) => one.id === id);
    return row ? placeOf(row, isNumeric) : id;
  };
  const data = rows.map(({ values, bands, ...row }) => ({
    id: placeOf({ ...row, values }, isNumeric),
    ...values,
    ...Object.fromEntries(Object.entries(bands ?? {}).map(([key, band]) => [key + BAND, band])),
  }));
  const painted = series.map((one) => ({ ...one, color: colorOf(one, all.indexOf(one)), name: one.id }));
  const labelOf = (id: string) => byId.get(id)?.label ?? '';
  const drill = (id: unknown, name?: string) => {
    const row = byId.get(String(id));
    const one = series.find((found) => found.id === name) ?? (series.length === 1 ? series[0] : undefined);
    if (row && onDrill) onDrill(one ? { row, series: one } : { row });
  };
  const first = series.find(({ isOther }) => !isOther) ?? series[0];
  const other = series.find(({ isOther }) => isOther);
  const withRight = Boolean(other && other !== first);
  const isAcross = !isTime && (kind === 'bar' || kind === 'stacked') && rows.length > 0;
  const longest = Math.max(0, ...rows.map(({ label }) => label.length));
  const words = Math.min(phone ? 104 : 180, 18 + longest * 7);
  const value = { width: AXIS, tickFormatter: (number: number) => first?.form.short(number) ?? '' };
  const category = across
    ? {
        type: 'number' as const,
        domain: [(least: number) => Math.min(0, least), 'auto'] as const,
        tickFormatter: across.short,
        minTickGap: 14,
      }
    : { tickFormatter: labelOf, minTickGap: 14, interval: 'preserveStartEnd' as const };
  const frame = {
    data,
    dataKey: 'id',
    accessibilityLayer: false,
    tooltipAnimationDuration: 0,
    textColor: 'dimmed',
    gridColor: 'var(--kith-line)',
    referenceLines: [
      ...(lines ?? []).map(({ row, label }) => ({ x: place(row), label, color: 'var(--mantine-color-dimmed)' })),
      ...(active ? [{ [isAcross ? 'y' : 'x']: place(active.row.id), color: 'var(--kith-accent-line)' }] : []),
    ],
    tooltipProps: {
      content: ({ active: isOver, label }: TooltipContentProps) => {
        const row = isOver ? byId.get(String(label)) : undefined;
        return row ? <Tip row={row} series={series} all={all} /> : null;
      },
    },
    xAxisProps: isAcross ? { tickFormatter: value.tickFormatter } : category,
    yAxisProps: isAcross ? { tickFormatter: labelOf, width: words, interval: 0 } : value,
  };
  // Anywhere above a row is the row: a line is too thin to be hit.
  const whole = onDrill
    ? { onClick: (state: { activeLabel?: string | number | undefined }) => drill(state.activeLabel), cursor: 'pointer' }
    : {};
  const bars = (one: { name: string }) => ({
    isAnimationActive: false,
    radius: kind === 'stacked' ? 0 : 3,
    ...(onDrill
      ? { cursor: 'pointer', onClick: (bar: { payload?: { id?: string } }) => drill(bar.payload?.id, one.name) }
      : {}),
    ...(series.find(({ id }) => id === one.name)?.isFaint ? { fillOpacity: 0.45 } : {}),
  });
  const high = Math.max(140, rows.length * (kind === 'bar' ? Math.max(LINE, series.length * 18 + 10) : LINE) + 40);
  const lined = painted.some(({ isLine }) => isLine);
  if ((kind === 'bar' || kind === 'stacked') && !(lined || withRight) /* those are drawn together below */)
    return (
      <BarChart
        h={isAcross ? (isTight ? Math.min(high, Math.max(height, rows.length * LEAST + 40)) : high) : height}
        {...frame}
        series={painted}
        type={kind === 'stacked' ? 'stacked' : 'default'}
        orientation={isAcross ? 'vertical' : 'horizontal'}
        gridAxis={isAcross ? 'y' : 'x'}
        maxBarWidth={isAcross ? 20 : 44}
        barProps={bars}
      />
    );
  if (kind === 'area')
    return (
      <AreaChart
        h={height}
        {...frame}
        series={painted}
        type="stacked"
        curveType="monotone"
        withDots={false}
        withGradient={series.length === 1}
        fillOpacity={0.55}
        areaProps={{ isAnimationActive: false }}
        areaChartProps={whole}
      />
    );
  const asBar = kind === 'bar' || kind === 'stacked';
  return (
    <CompositeChart
      h={height}
      {...frame}
      // Points at the ends would be cut in half.
      xAxisProps={asBar ? category : { ...category, padding: { left: 10, right: 10 } }}
      yAxisProps={value}
      series={painted.map((one) => ({
        ...one,
        type: asBar && !one.isLine && !one.isOther ? ('bar' as const) : ('line' as const),
        ...(one.isFaint ? { strokeDasharray: '5 4' } : {}),
        ...(withRight && one.isOther ? { yAxisId: 'right' } : {}),
      }))}
      withRightYAxis={withRight}
      rightYAxisProps={{ width: AXIS, tickFormatter: (number: number) => other?.form.short(number) ?? '' }}
      curveType={join}
      connectNulls={false}
      withDots={rows.length < 32 && !isStepped}
      dotProps={{ r: 3 }}
      maxBarWidth={44}
      lineProps={(one) => ({
        isAnimationActive: false,
        ...(onDrill
          ? {
              activeDot: {
                cursor: 'pointer',
                onClick: (_event: unknown, dot: unknown) =>
                  drill((dot as { payload?: { id?: string } }).payload?.id, one.name),
              },
            }
          : {}),
      })}
      barProps={bars}
      composedChartProps={whole}
    >
      {painted
        .filter(({ id }) => rows.some(({ bands }) => bands?.[id]))
        .map((one) => (
          <Area
            key={one.id}
            dataKey={one.id + BAND}
            stroke="none"
            fill={one.color}
            fillOpacity={0.16}
            type={join}
            activeDot={false}
            isAnimationActive={false}
            {...(withRight && one.isOther ? { yAxisId: 'right' } : {})}
          />
        ))}
    </CompositeChart>
  );
}

/** Each row is a point: the first series tells how far right it stands, the second how high. */
function Points({ rows, series, height, onDrill, phone }: Props & { phone: boolean }) {
  const [across, up] = series;
  if (!across || !up) return null;
  const points = rows.flatMap((row, place) => {
    const [x, y] = [row.values[across.id], row.values[up.id]];
    return typeof x === 'number' && typeof y === 'number' ? [{ place, x, y }] : [];
  });
  return (
    <ScatterChart
      h={height}
      data={[{ color: 'var(--kith-series-0)', name: up.label, data: points }]}
      dataKey={{ x: 'x', y: 'y' }}
      accessibilityLayer={false}
      tooltipAnimationDuration={0}
      textColor="dimmed"
      gridColor="var(--kith-line)"
      xAxisLabel={across.label}
      yAxisLabel={phone ? '' : up.label}
      xAxisProps={{ tickFormatter: (value: number) => across.form.short(value) }}
      yAxisProps={{ width: AXIS + 8, tickFormatter: (value: number) => up.form.short(value) }}
      tooltipProps={{
        content: ({ active, payload }: TooltipContentProps) => {
          const row = active ? rows[(payload[0]?.payload as { place?: number } | undefined)?.place ?? -1] : undefined;
          return row ? <Tip row={row} series={series} all={[]} /> : null;
        },
      }}
      scatterProps={{
        isAnimationActive: false,
        fillOpacity: 0.75,
        ...(onDrill
          ? {
              cursor: 'pointer',
              onClick: (point: { payload?: { place?: number } }) => {
                const row = rows[point.payload?.place ?? -1];
                if (row) onDrill({ row });
              },
            }
          : {}),
      }}
    />
  );
}

function Tip({ row, series, all }: { row: PlotRow; series: PlotData['series']; all: PlotData['series'] }) {
  const told = series.filter(({ id }) => row.values[id] !== undefined && row.values[id] !== null);
  return (
    <div className={classes.tip}>
      <b>{row.label}</b>
      {told.slice(0, 12).map((one) => (
        <p key={one.id}>
          {all.length > 1 && <span className={classes.dot} style={{ background: colorOf(one, all.indexOf(one)) }} />}
          <em>{one.label}</em>
          <strong>{textOf(row, one)}</strong>
        </p>
      ))}
    </div>
  );
}
