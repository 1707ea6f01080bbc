// The one table for every object: virtual rows over cursors, sticky title, sortable and resizable columns; rows of cards on a phone.
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, memo, useMemo, useRef, useState } from 'react';
import type { ListParams } from '../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { shownKind } from '../dictionary/dictionary.ts';
import { alignOf, faceOf, widthOf } from '../field/faces.ts';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { isBlank } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { type SortStep, toggleSort } from './filter.ts';
import { ProblemView } from './ProblemView.tsx';
import classes from './table.module.css';
import { usePages } from './use_pages.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
const ROW = 40;
const CARD = 68;

interface Props {
  object: ObjectType;
  columns: Field[];
  params: ListParams;
  sort: SortStep[];
  onSort: (steps: SortStep[]) => void;
  empty: React.ReactNode;
}

export function RecordTable({ object, columns, params, sort, onSort, empty }: Props) {
  const phone = Boolean(useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }));
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 40 });
  const [active, setActive] = useState<number | null>(null);
  const pages = usePages(object, params, range.first, range.last);
  const height = phone ? CARD : ROW;

  const virtual = useVirtualizer({
    count: pages.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    paddingStart: phone ? 0 : 36,
    onChange: (instance) => {
      const first = instance.range?.startIndex ?? 0;
      const last = instance.range?.endIndex ?? 40;
      setRange((old) => (old.first === first && old.last === last ? old : { first, last }));
    },
  });

  const [sizes, setSizes] = useLocalStorage<Record<string, number>>({
    key: `kith-widths-${object.key}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const definitions = useMemo(
    () =>
      columns.map((field, index) => ({
        id: field.key,
        size: index === 0 ? Math.max(240, widthOf(field)) : widthOf(field),
        minSize: 72,
        maxSize: 900,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state: { columnSizing: sizes },
    onColumnSizingChange: (update) => setSizes((old) => (typeof update === 'function' ? update(old) : update)),
  });
  const headers = table.getFlatHeaders();
  const widths = headers.map((header) => `${header.getSize()}px`).join(' ');
  const total = headers.reduce((sum, header) => sum + header.getSize(), 0);

  const open = (row: RecordRow) => navigate({ to: '/$plural/$id', params: { plural: object.plural, id: row.id } });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const row = active === null ? undefined : pages.rowAt(active);
    if (event.key === 'Enter' && row) void open(row);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    if (step === undefined && event.key !== 'Home') return;
    event.preventDefault();
    const next = event.key === 'Home' ? 0 : Math.min(Math.max((active ?? -1) + (step ?? 0), 0), pages.rowCount - 1);
    setActive(next);
    virtual.scrollToIndex(next);
  };

  if (pages.error) return <ProblemView error={pages.error} onRetry={pages.retry} />;
  if (pages.isEmpty) return <>{empty}</>;

  const style = { '--cols': `${widths} minmax(40px, 1fr)`, '--total': `${total + 40}px` } as CSSProperties;
  const items = virtual.getVirtualItems();

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the scrolled region takes the keyboard, rows are walked with the arrows
      tabIndex={0}
      role="region"
      aria-label={object.label_plural}
      onKeyDown={onKeyDown}
    >
      <div
        className={classes.table}
        role="table"
        aria-label={object.label_plural}
        aria-rowcount={-1}
        aria-busy={pages.isChanging}
        data-changing={pages.isChanging || undefined}
        style={{ height: virtual.getTotalSize() }}
      >
        <div role="rowgroup" className={phone ? 'visually-hidden' : classes.head}>
          <div role="row" className={classes.headRow}>
            {columns.map((field, index) => {
              const step = sort.find((one) => one.key === field.key);
              const header = headers[index];
              const handler = header?.getResizeHandler();
              return (
                <div
                  key={field.key}
                  role="columnheader"
                  className={classes.headCell}
                  data-align={alignOf(field)}
                  aria-sort={step ? (step.descending ? 'descending' : 'ascending') : undefined}
                >
                  {field.sortable ? (
                    <button
                      type="button"
                      className={classes.headButton}
                      title={t('table.sort_hint')}
                      tabIndex={phone ? -1 : undefined}
                      onClick={(event) => onSort(toggleSort(sort, field.key, event.shiftKey))}
                    >
                      <span className={classes.headLabel}>{field.label}</span>
                      {step &&
                        (step.descending ? (
                          <ArrowDown size={13} aria-hidden="true" />
                        ) : (
                          <ArrowUp size={13} aria-hidden="true" />
                        ))}
                    </button>
                  ) : (
                    <span className={classes.headLabel}>{field.label}</span>
                  )}
                  {!phone && header && (
                    <span
                      className={classes.resizer}
                      aria-hidden="true"
                      data-resizing={header.column.getIsResizing() || undefined}
                      onMouseDown={handler}
                      onTouchStart={handler}
                      onDoubleClick={() => header.column.resetSize()}
                    />
                  )}
                </div>
              );
            })}
            {!phone && <div role="presentation" />}
          </div>
        </div>
        <div role="rowgroup">
          {items.map((item) => (
            <Row
              key={item.key}
              row={pages.rowAt(item.index)}
              index={item.index}
              start={item.start}
              columns={columns}
              object={object}
              phone={phone}
              active={active === item.index}
              onOpen={open}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

// A bare number on a card says nothing without its column's name.
const BARE = new Set(['integer', 'decimal', 'percent', 'duration', 'boolean']);

// One constant, so that the column model never sees new data: rows are drawn here, from the pages.
const NO_ROWS: RecordRow[] = [];

interface RowProps {
  row: RecordRow | undefined;
  index: number;
  start: number;
  columns: Field[];
  object: ObjectType;
  phone: boolean;
  active: boolean;
  onOpen: (row: RecordRow) => void;
}

const Row = memo(
  function Row({ row, index, start, columns, object, phone, active, onOpen }: RowProps) {
    const style = { transform: `translateY(${start}px)` };
    if (!row) {
      return (
        <div className={phone ? classes.card : classes.row} style={style} role="row" aria-rowindex={index + 2}>
          <div role="cell" className={classes.cell}>
            <span className={classes.skeleton} style={{ width: `${48 + ((index * 37) % 40)}%` }} />
          </div>
        </div>
      );
    }
    const title = row.title || t('record.untitled');
    if (phone) {
      const details = columns
        .slice(1)
        .filter((field) => !isBlank(row[field.key]) && !BARE.has(shownKind(field)))
        .slice(0, 2);
      return (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside takes the keyboard, the row only widens the target
        <div className={classes.card} style={style} role="row" aria-rowindex={index + 2} onClick={() => onOpen(row)}>
          <div role="cell" className={classes.cardBody}>
            {object.key === 'person' && <Avatar name={title} size={36} />}
            <div className={classes.cardText}>
              <RecordLink object={object.key} id={row.id} className={classes.cardTitle}>
                {title}
              </RecordLink>
              <div className={classes.cardLine}>
                {details.map((field) => {
                  const { Cell } = faceOf(field);
                  return (
                    <span key={field.key} className={classes.cardDetail}>
                      <Cell field={field} value={row[field.key]} dense />
                    </span>
                  );
                })}
              </div>
            </div>
          </div>
        </div>
      );
    }
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the link in the first cell takes the keyboard, the row only widens the target
      <div
        className={classes.row}
        style={style}
        role="row"
        aria-rowindex={index + 2}
        data-active={active || undefined}
        onClick={() => !window.getSelection()?.toString() && onOpen(row)}
      >
        {columns.map((field, place) => {
          const { Cell } = faceOf(field);
          return place === 0 ? (
            <div key={field.key} role="cell" className={classes.first}>
              {object.key === 'person' && <Avatar name={title} size={22} />}
              <RecordLink object={object.key} id={row.id} className={classes.title}>
                {field.key === object.title_field ? title : <Cell field={field} value={row[field.key]} dense />}
              </RecordLink>
            </div>
          ) : (
            <div key={field.key} role="cell" className={classes.cell} data-align={alignOf(field)}>
              <Cell field={field} value={row[field.key]} dense />
            </div>
          );
        })}
        <div role="presentation" />
      </div>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.start === after.start &&
    before.columns === after.columns &&
    before.phone === after.phone &&
    before.active === after.active &&
    before.object === after.object,
);
