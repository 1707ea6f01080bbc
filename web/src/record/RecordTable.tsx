// The one table for every object: a grid over cursors, virtual both ways, its cells walked, edited and copied; cards on a phone.
import { useElementSize, useLocalStorage, useMediaQuery, useMergedRef } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, useMemo, useRef, useState } from 'react';
import type { ListParams } from '../api/records.ts';
import type { Field, Filter, ObjectType, RecordRow } from '../api/types.ts';
import { widthOf } from '../field/faces.ts';
import { usePeek, usePeeked } from '../field/link/peek.ts';
import { usePainted } from '../ui/use_painted.ts';
import { useRowChoice } from './bulk/use_row_choice.ts';
import type { Selection } from './bulk/use_selection.ts';
import { CardRow } from './CardRow.tsx';
import { CellMenu, type MenuSpot } from './CellMenu.tsx';
import { columnsInSight, firstWidth, isSummed, layoutOf, scrolledTo } from './column_model.ts';
import type { SortStep } from './filter.ts';
import { PasteDialog } from './PasteDialog.tsx';
import { ProblemView } from './ProblemView.tsx';
import { usePanelFollow, useRemember } from './panel/use_list_walk.ts';
import { TableFoot } from './TableFoot.tsx';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import classes from './table.module.css';
import { useGrid } from './use_grid.ts';
import { usePages } from './use_pages.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
const CARD = 68;
const HEAD = 36;
const FOOT = 32;
const NARROWEST = 72;
const WIDEST = 900;

export type Density = 'comfortable' | 'compact';
const ROW: Record<Density, number> = { comfortable: 40, compact: 30 };

const SCROLLBAR = 16;

/** How high a table is that shows so many rows, with place for its head, or so many cards. */
export const heightOf = (rows: number, density: Density | undefined, phone: boolean) =>
  phone ? rows * CARD : HEAD + rows * ROW[density ?? 'comfortable'] + SCROLLBAR;

export const PHONE = '(max-width: 48em)';

export interface TableProps {
  object: ObjectType;
  columns: Field[];
  params: ListParams;
  sort: SortStep[];
  onSort: (steps: SortStep[]) => void;
  onColumns?: (paths: string[]) => void;
  density?: Density;
  empty: React.ReactNode;
  /** Adds a condition to the list's filter. */
  onNarrow?: (condition: Filter) => void;
  onGroup?: (group: string) => void;
  /** Where records can be chosen to do something with them. */
  selection?: Selection;
  /** The name of the group whose rows these are; its sums stand in the group's head. */
  inGroup?: string;
}

export function RecordTable(props: TableProps) {
  const { object, columns, params, sort, onSort, onColumns, density, empty, inGroup, selection: chosen } = props;
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width: sightWidth, height: sightHeight } = useElementSize<HTMLDivElement>();
  const [range, setRange] = useState({ first: 0, last: 40 });
  const [scrolled, setScrolled] = useState(0);
  const pages = usePages(object, params, range.first, range.last);
  const choice = useRowChoice(chosen, pages);
  const [menu, setMenu] = useState<MenuSpot | null>(null);
  // Rows out of sight are drawn after those in sight.
  const isPainted = usePainted();
  const hasFoot = !phone && !inGroup && columns.some(isSummed);
  const height = phone ? CARD : ROW[density ?? 'comfortable'];

  const [sizes, setSizes] = useLocalStorage<Record<string, number>>({
    key: `kith-widths-${object.key}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const definitions = useMemo(() => {
    const others = columns.slice(1).map((field) => sizes[field.key] ?? widthOf(field));
    return columns.map((field, index) => ({
      id: field.key,
      size: index === 0 ? firstWidth(Math.max(240, widthOf(field)), others, sightWidth) : widthOf(field),
      minSize: NARROWEST,
      maxSize: WIDEST,
    }));
  }, [columns, sizes, sightWidth]);
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state: { columnSizing: sizes },
    onColumnSizingChange: (update) => setSizes((old) => (typeof update === 'function' ? update(old) : update)),
  });
  const headers = table.getFlatHeaders();
  const widths = headers.map((header) => header.getSize()).join();
  const layout = useMemo(() => layoutOf(widths.split(',').map(Number)), [widths]);

  const peek = usePeek();
  const peeked = usePeeked();
  const remember = useRemember(object.key, params, pages.cursors);
  const open = (row: RecordRow) => void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: row.id } });
  const grid = useGrid({
    object,
    columns,
    rowCount: pages.rowCount,
    rowAt: pages.rowAt,
    page: Math.max(1, Math.floor((sightHeight - HEAD) / height) - 1),
    scroller,
    reveal: (spot) => {
      virtual.scrollToIndex(spot.row);
      const element = scroller.current;
      if (element) element.scrollLeft = scrolledTo(layout, spot.column, element.scrollLeft, element.clientWidth);
    },
    onOpen: (row) => {
      remember(grid.spot.row, row.id);
      open(row);
    },
    onPeek: (row) => {
      remember(grid.spot.row, row.id);
      if (peeked?.id === row.id) peek.close();
      else peek.open(object.key, row.id);
    },
    onChoose: choice?.choose,
    onEscape: () => {
      if (!chosen || chosen.isEmpty) return false;
      chosen.clear();
      return true;
    },
  });
  const { spot, selection, editing } = grid;

  usePanelFollow({
    object: object.key,
    params,
    row: spot.row,
    rowAt: pages.rowAt,
    remember,
    select: grid.select,
  });

  const virtual = useVirtualizer({
    count: pages.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: isPainted ? 12 : 2,
    paddingStart: phone ? 0 : HEAD,
    paddingEnd: hasFoot ? FOOT : 0,
    scrollPaddingEnd: hasFoot ? FOOT : 0,
    scrollPaddingStart: phone ? 0 : HEAD,
    // The focused row stays in the page however far one scrolls, or the keyboard would lose its place.
    rangeExtractor: (sight) => {
      const shown = defaultRangeExtractor(sight);
      return phone || shown.includes(spot.row) || spot.row >= pages.rowCount
        ? shown
        : [...shown, spot.row].sort((a, b) => a - b);
    },
    onChange: (instance) => {
      const first = instance.range?.startIndex ?? 0;
      const last = instance.range?.endIndex ?? 40;
      setRange((old) => (old.first === first && old.last === last ? old : { first, last }));
    },
  });
  const lastHeight = useRef(height);
  if (lastHeight.current !== height) {
    lastHeight.current = height;
    virtual.measure();
  }

  const [from, to] = columnsInSight(layout, scrolled, sightWidth || 1600);
  const placesKey = [
    ...new Set([0, ...Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at), spot.column]),
  ]
    .filter((place) => place < columns.length)
    .sort((a, b) => a - b)
    .join();
  const places = useMemo(() => placesKey.split(',').map(Number), [placesKey]);
  const ref = useMergedRef(scroller, measured);

  if (pages.error) return <ProblemView error={pages.error} onRetry={pages.retry} />;
  if (pages.isEmpty) return <>{empty}</>;

  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('[role=gridcell][data-place], [role=columnheader]');
    // Links and inputs keep the browser's own menu.
    if (!cell || target.closest('a, input, textarea')) return;
    event.preventDefault();
    const [index] = (cell.dataset.place ?? '').split(':').map(Number);
    setMenu({
      x: event.clientX,
      y: event.clientY,
      column: Number(cell.getAttribute('aria-colindex')) - 1,
      row: cell.dataset.place && index !== undefined ? pages.rowAt(index) : undefined,
      from: cell.querySelector<HTMLElement>('button') ?? cell,
    });
  };
  const label = inGroup ? `${object.label_plural}: ${inGroup}` : object.label_plural;
  const style = { '--total': `${layout.total}px`, '--row': `${height}px` } as CSSProperties;
  const items = virtual.getVirtualItems();
  return (
    <section
      ref={ref}
      className={classes.scroller}
      style={style}
      data-scrolled={scrolled > 0 || undefined}
      aria-label={label}
      onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
      onClickCapture={(event) => {
        const index =
          Number((event.target as HTMLElement).closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 2;
        const row = pages.rowAt(index);
        if (row) remember(index, row.id);
      }}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that it can have take a name */}
      <div
        className={classes.table}
        role={phone ? 'table' : 'grid'}
        aria-label={label}
        aria-rowcount={-1}
        aria-colcount={phone ? undefined : columns.length}
        aria-multiselectable={phone ? undefined : true}
        aria-busy={pages.isChanging}
        data-changing={pages.isChanging || undefined}
        data-density={density}
        data-choice={chosen ? (chosen.isEmpty ? 'ready' : 'active') : undefined}
        style={{ height: virtual.getTotalSize() }}
        {...(phone ? {} : { ...grid.listeners, onContextMenu })}
      >
        {!phone && (
          <div role="rowgroup" className={classes.head}>
            <TableHead
              columns={columns}
              layout={layout}
              places={places}
              sort={sort}
              onSort={onSort}
              onColumns={onColumns}
              onWidth={(field, width) =>
                setSizes((old) => ({ ...old, [field.key]: Math.max(NARROWEST, Math.min(width, WIDEST)) }))
              }
              resizing={(place) => ({
                isResizing: headers[place]?.column.getIsResizing() ?? false,
                start: headers[place]?.getResizeHandler(),
                reset: () => headers[place]?.column.resetSize(),
              })}
              choice={choice?.head}
            />
          </div>
        )}
        <div role="rowgroup" className={classes.body}>
          {items.map(({ index, start, key }) => {
            const row = pages.rowAt(index);
            if (phone)
              return (
                <CardRow
                  key={key}
                  row={row}
                  index={index}
                  start={start}
                  columns={columns}
                  object={object}
                  onOpen={open}
                  chosen={row && chosen?.has(row.id)}
                  choosing={chosen && !chosen.isEmpty}
                  onChoose={choice && ((at) => choice.choose(at, false))}
                />
              );
            const isSelected = index >= selection.top && index <= selection.bottom;
            return (
              <TableRow
                key={key}
                row={row}
                index={index}
                start={start}
                columns={columns}
                layout={layout}
                places={places}
                object={object}
                focused={spot.row === index ? spot.column : null}
                from={isSelected ? selection.left : -1}
                to={isSelected ? selection.right : -1}
                editing={spot.row === index ? editing : null}
                pending={row && grid.cells.pending.get(row.id)}
                refused={row && grid.cells.refused.get(row.id)}
                chosen={row && chosen?.has(row.id)}
                actions={grid.actions}
              />
            );
          })}
        </div>
        {hasFoot && <TableFoot object={object} params={params} columns={columns} layout={layout} places={places} />}
      </div>
      {menu && (
        <CellMenu
          spot={menu}
          columns={columns}
          onClose={() => setMenu(null)}
          onSort={onSort}
          onNarrow={props.onNarrow}
          onGroup={props.onGroup}
          onColumns={onColumns}
        />
      )}
      {grid.pasted && <PasteDialog object={object} plan={grid.pasted} onClose={grid.endPaste} />}
    </section>
  );
}

// One constant, so that the column model never sees new data: rows are drawn here, from the pages.
const NO_ROWS: RecordRow[] = [];
