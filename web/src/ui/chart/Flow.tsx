// A flow from each row to each series, as wide as what goes there.
import '@mantine/charts/styles.css';
import { SankeyChart } from '@mantine/charts';
import { colorOf, numberOf, type PlotData, type PlotMark } from './model.ts';

interface Props extends PlotData {
  height: number;
  onDrill: ((mark: PlotMark) => void) | undefined;
}

const COLORS = 9;

export default function Flow({ rows, series, height, onDrill }: Props) {
  const [first] = series;
  const links = rows.flatMap((row, source) =>
    series.flatMap((one, place) => {
      const value = numberOf(row, one) ?? 0;
      return value > 0 ? [{ source, target: rows.length + place, value, row, one }] : [];
    }),
  );
  if (!first || !links.length) return null;
  const nodes = [
    ...rows.map(({ label }, place) => ({ name: label, color: `var(--kith-series-${place % COLORS})` })),
    ...series.map((one, place) => ({ name: one.label, color: colorOf(one, place) })),
  ];
  return (
    <SankeyChart
      data={{ nodes, links: links.map(({ source, target, value }) => ({ source, target, value })) }}
      height={Math.max(height, rows.length * 30)}
      nodeWidth={12}
      valueFormatter={first.form.full}
      sankeyProps={
        onDrill
          ? {
              onClick: (item: unknown, sort: string) => {
                const place = (item as { index?: number }).index ?? -1;
                const link = sort === 'link' ? links[place] : undefined;
                const row = sort === 'node' ? rows[place] : undefined;
                if (link) onDrill({ row: link.row, series: link.one });
                else if (row) onDrill({ row });
              },
            }
          : {}
      }
    />
  );
}
