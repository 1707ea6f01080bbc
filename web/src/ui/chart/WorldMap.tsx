// Countries, each the deeper the more stands for it. Of the world the part is shown in which there is something; what is on no map is
// listed below. The outlines are those of Natural Earth (1:50 million, public domain), thinned, in Miller's projection, in twentieths of
// a degree, the largest country first.
import { Tooltip } from '@mantine/core';
import { useMemo, useState } from 'react';
import { t } from '../../i18n/index.ts';
import classes from './chart.module.css';
import { numberOf, type PlotData, type PlotMark, type PlotRow, textOf } from './model.ts';
import outlines from './outlines.json';

interface Props extends PlotData {
  height: number;
  active: PlotMark | undefined;
  onDrill: ((mark: PlotMark) => void) | undefined;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const COUNTRIES = Object.entries(outlines as Record<string, string>);
const KNOWN = new Map(COUNTRIES);
const WORLD: Box = { left: -3600, top: -2150, right: 3820, bottom: 1500 };
/** So much room around the countries that are shown, and so wide at least. */
const ROOM = 0.08;
const NARROWEST = 240;
const FAINTEST = 16;

/** Where the largest part of a country lies: islands overseas would make its map one of the world. */
export function boxOf(outline: string): Box {
  const [main = ''] = outline.split('z', 1);
  const numbers = (main.match(/-?\d+/g) ?? []).map(Number);
  let [x, y] = [numbers[0] ?? 0, numbers[1] ?? 0];
  const box = { left: x, top: y, right: x, bottom: y };
  for (let place = 2; place + 1 < numbers.length; place += 2) {
    x += numbers[place] ?? 0;
    y += numbers[place + 1] ?? 0;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** The part of the world in which all of them lie, with some room around it. */
export function around(boxes: readonly Box[]): Box {
  const [first] = boxes;
  if (!first) return WORLD;
  const all = boxes.reduce(
    (box, one) => ({
      left: Math.min(box.left, one.left),
      top: Math.min(box.top, one.top),
      right: Math.max(box.right, one.right),
      bottom: Math.max(box.bottom, one.bottom),
    }),
    first,
  );
  const more = (size: number) => Math.max(size * ROOM, (NARROWEST - size) / 2);
  const [wide, high] = [more(all.right - all.left), more(all.bottom - all.top)];
  return { left: all.left - wide, right: all.right + wide, top: all.top - high, bottom: all.bottom + high };
}

/** Areas are seen by their size: the root keeps a small number from vanishing beside a large one. */
export const deepOf = (value: number, most: number): number =>
  most > 0 ? Math.round(FAINTEST + (100 - FAINTEST) * Math.sqrt(Math.min(1, Math.abs(value) / most))) : 0;

const paint = (value: number, most: number) =>
  `color-mix(in srgb, var(--kith-series-${value < 0 ? 1 : 0}) ${deepOf(value, most)}%, var(--kith-surface))`;

export default function WorldMap({ rows, series, height, active, onDrill }: Props) {
  const [over, setOver] = useState<PlotRow>();
  const [one] = series;
  const found = useMemo(() => {
    const told = one ? rows.filter((row) => numberOf(row, one)) : [];
    const known = told.filter(({ code }) => code && KNOWN.has(code));
    return {
      byCode: new Map(known.map((row) => [row.code, row])),
      off: told.filter((row) => !known.includes(row)),
      most: Math.max(0, ...known.map((row) => Math.abs((one && numberOf(row, one)) ?? 0))),
      box: around(known.map(({ code }) => boxOf(KNOWN.get(code ?? '') ?? ''))),
    };
  }, [rows, one]);
  if (!one) return null;
  const { byCode, off, most, box } = found;
  const [width, high] = [box.right - box.left, box.bottom - box.top];
  const open = (row: PlotRow | undefined) => row && !row.isRest && onDrill?.({ row, series: one });
  return (
    <>
      <Tooltip.Floating label={over ? `${over.label}: ${textOf(over, one)}` : ''} disabled={!over}>
        <svg
          aria-hidden="true"
          data-drawing
          className={classes.map}
          width="100%"
          height={height}
          viewBox={`${box.left} ${box.top} ${width} ${high}`}
          onMouseLeave={() => setOver(undefined)}
        >
          {COUNTRIES.map(([code, outline]) => {
            const row = byCode.get(code);
            const value = row && numberOf(row, one);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the keys walk over the rows, see the frame around it.
              <path
                key={code}
                d={outline}
                className={classes.country}
                data-told={(row && onDrill && true) || undefined}
                data-active={(row && active?.row.id === row.id) || undefined}
                style={value === undefined ? undefined : { fill: paint(value, most) }}
                onMouseEnter={() => setOver(row)}
                onClick={() => open(row)}
              />
            );
          })}
          {[...byCode].map(([code, row]) => {
            const own = boxOf(KNOWN.get(code ?? '') ?? '');
            const size = Math.max(own.right - own.left, own.bottom - own.top);
            // What is too small to be hit stands as a point.
            if (size > width / 60) return null;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: as above.
              <circle
                key={code}
                cx={(own.left + own.right) / 2}
                cy={(own.top + own.bottom) / 2}
                r={width / 110}
                className={classes.country}
                data-told={(onDrill && true) || undefined}
                data-active={active?.row.id === row.id || undefined}
                style={{ fill: paint(numberOf(row, one) ?? 0, most) }}
                onMouseEnter={() => setOver(row)}
                onClick={() => open(row)}
              />
            );
          })}
        </svg>
      </Tooltip.Floating>
      <div className={classes.scale} aria-hidden="true">
        <span>{one.form.short(0)}</span>
        <i style={{ background: `linear-gradient(to right, ${paint(0, 1)}, ${paint(0.25, 1)}, ${paint(1, 1)})` }} />
        <span>{one.form.short(most)}</span>
      </div>
      {off.length > 0 && (
        <p className={classes.readout}>
          {t('plot.off_map', { what: off.map((row) => `${row.label} (${textOf(row, one)})`).join(', ') })}
        </p>
      )}
    </>
  );
}
