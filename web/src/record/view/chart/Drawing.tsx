// Draws a chart as bars, lines or a ring. What is drawn can be pressed and leads to its records.
import '@mantine/charts/styles.css';
import { BarChart, DonutChart, LineChart } from '@mantine/charts';
import { useMediaQuery } from '@mantine/hooks';
import { PHONE } from '../../RecordTable.tsx';
import classes from './chart.module.css';
import type { Chart, Row } from './series.ts';

interface Props {
  kind: 'bar' | 'line' | 'pie';
  chart: Chart;
  isTime: boolean;
  textOf: (value: number) => string;
  shortOf: (value: number) => string;
  onOpen: (row: Row, series?: Chart['series'][number]) => void;
}

const HEIGHT = 340;
const LINE = 34;
const SERIES = 9;

const colorOf = (place: number) => `var(--kith-series-${place % SERIES})`;

export function Drawing({ kind, chart, isTime, textOf, shortOf, onOpen }: Props) {
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  const data = chart.rows.map((row, place) => ({ ...row.values, label: row.label, place }));
  const series = chart.series.map(({ name, isRest }, place) => ({
    name,
    color: isRest ? 'var(--kith-series-rest)' : colorOf(place),
  }));
  const press = (at: unknown, name?: string) => {
    const place = (at as { payload?: { place?: number }; place?: number } | undefined)?.payload?.place;
    const row = chart.rows[place ?? -1];
    if (row) onOpen(row, chart.series.length > 1 ? chart.series.find((one) => one.name === name) : undefined);
  };
  if (kind === 'pie')
    return (
      <div className={classes.ring}>
        <DonutChart
          data={chart.rows.map((row, place) => ({
            name: row.label,
            value: Math.max(0, row.total),
            color: row.isRest ? 'var(--kith-series-rest)' : colorOf(place),
            place,
          }))}
          size={phone ? 200 : 240}
          thickness={34}
          paddingAngle={1}
          strokeWidth={1}
          valueFormatter={textOf}
          tooltipDataSource="segment"
          pieProps={{ isAnimationActive: false, onClick: (slice) => press({ payload: slice.payload }) }}
        />
        <ul className={classes.legend}>
          {chart.rows.slice(0, 12).map((row, place) => (
            <li key={row.label}>
              <span
                style={{ background: row.isRest ? 'var(--kith-series-rest)' : colorOf(place) }}
                aria-hidden="true"
              />
              {row.label}
              <b>{textOf(row.total)}</b>
            </li>
          ))}
        </ul>
      </div>
    );
  const frame = {
    data,
    dataKey: 'label',
    series,
    valueFormatter: textOf,
    withLegend: series.length > 1,
    legendProps: { verticalAlign: 'bottom' as const },
    tooltipAnimationDuration: 0,
    yAxisProps: { width: 64, tickFormatter: (value: number) => shortOf(value) },
  };
  if (kind === 'line')
    return (
      <LineChart
        h={HEIGHT}
        {...frame}
        curveType="monotone"
        withDots={data.length < 40}
        lineProps={(one) => ({
          isAnimationActive: false,
          activeDot: { onClick: (_event: unknown, dot: unknown) => press(dot, one.name), cursor: 'pointer' },
        })}
      />
    );
  // Names of people and stages are long: they are read beside their bars, not slanted below them.
  const isAcross = !isTime;
  return (
    <BarChart
      h={isAcross ? Math.max(200, data.length * LINE + 60) : HEIGHT}
      {...frame}
      type={series.length > 1 ? 'stacked' : 'default'}
      orientation={isAcross ? 'vertical' : 'horizontal'}
      maxBarWidth={isAcross ? 20 : 46}
      gridAxis={isAcross ? 'y' : 'x'}
      yAxisProps={isAcross ? { width: phone ? 96 : 160, interval: 0 } : frame.yAxisProps}
      xAxisProps={isAcross ? { tickFormatter: (value: number) => shortOf(value) } : {}}
      barProps={(one) => ({
        isAnimationActive: false,
        radius: 3,
        cursor: 'pointer',
        onClick: (bar) => press(bar, one.name),
      })}
    />
  );
}
