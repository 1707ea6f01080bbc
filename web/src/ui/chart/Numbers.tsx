// The numbers of a chart as a table: for who wants to know exactly, and for who does not see the drawing.
import { Table } from '@mantine/core';
import classes from './chart.module.css';
import { numberOf, type PlotData, type PlotMark, textOf } from './model.ts';

interface Props extends PlotData {
  label: string;
  head: string;
  onDrill: ((mark: PlotMark) => void) | undefined;
}

export function Numbers({ rows, series, label, head, onDrill }: Props) {
  return (
    <Table.ScrollContainer minWidth={280} className={classes.numbers}>
      <Table aria-label={label} verticalSpacing={5} horizontalSpacing="sm" fz="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{head}</Table.Th>
            {series.map((one) => (
              <Table.Th key={one.id} ta="end">
                {one.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Th scope="row" className={classes.rowHead}>
                {onDrill && !row.isRest ? (
                  <button type="button" className={classes.link} onClick={() => onDrill({ row })}>
                    {row.label}
                  </button>
                ) : (
                  row.label
                )}
              </Table.Th>
              {series.map((one) => (
                <Table.Td key={one.id} ta="end">
                  {onDrill && !row.isRest && !one.isRest && numberOf(row, one) !== undefined ? (
                    <button
                      type="button"
                      className={classes.link}
                      aria-label={`${row.label}, ${one.label}: ${textOf(row, one)}`}
                      onClick={() => onDrill({ row, series: one })}
                    >
                      {textOf(row, one)}
                    </button>
                  ) : (
                    textOf(row, one)
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
