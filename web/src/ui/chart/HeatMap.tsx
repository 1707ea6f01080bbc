// A heat map as what it is: a table whose cells are the darker the more stands in them. Numbers are written too: color alone says nothing to some.
import { Table } from '@mantine/core';
import classes from './chart.module.css';
import { numberOf, type PlotData, type PlotMark, type PlotSeries } from './model.ts';

interface Props extends PlotData {
  label: string;
  head: string;
  onDrill: ((mark: PlotMark) => void) | undefined;
}

/** How much of the color a cell has at most: more would make its number hard to read. */
const DEEPEST = 55;

/** How deep a cell is: nothing at zero, all of it at the most; what lies below zero is told apart. */
export function depthOf(value: number, most: number): number {
  return most > 0 ? Math.round(Math.min(1, Math.abs(value) / most) * DEEPEST) : 0;
}

export function paintOf(value: number, most: number): string {
  const color = value < 0 ? 'var(--kith-series-1)' : 'var(--kith-series-0)';
  return `color-mix(in srgb, ${color} ${depthOf(value, most)}%, transparent)`;
}

/** The largest number drawn: what cells are compared with. */
export const mostOf = ({ rows, series }: PlotData): number =>
  Math.max(0, ...rows.flatMap((row) => series.map((one) => Math.abs(numberOf(row, one) ?? 0))));

export function HeatMap({ rows, series, label, head, onDrill }: Props) {
  const most = mostOf({ rows, series });
  const cell = (row: Props['rows'][number], one: PlotSeries) => {
    const value = numberOf(row, one);
    if (value === undefined) return <Table.Td key={one.id} />;
    const text = one.form.full(value);
    return (
      <Table.Td key={one.id} className={classes.heat} style={{ background: paintOf(value, most) }}>
        {onDrill && !row.isRest && !one.isRest ? (
          <button
            type="button"
            className={classes.cell}
            aria-label={`${row.label}, ${one.label}: ${text}`}
            onClick={() => onDrill({ row, series: one })}
          >
            {one.form.short(value)}
          </button>
        ) : (
          <span className={classes.cell} title={text}>
            {one.form.short(value)}
          </span>
        )}
      </Table.Td>
    );
  };
  return (
    <Table.ScrollContainer minWidth={200} className={classes.numbers}>
      <Table
        aria-label={label}
        className={classes.heats}
        withRowBorders={false}
        horizontalSpacing={4}
        verticalSpacing={0}
        fz="xs"
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{head}</Table.Th>
            {series.map((one) => (
              <Table.Th key={one.id} ta="center">
                {one.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Th scope="row" className={classes.rowHead}>
                {row.label}
              </Table.Th>
              {series.map((one) => cell(row, one))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
