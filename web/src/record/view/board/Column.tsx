// A column of a board: its head with count and amount, and its cards, of which only those in sight are in the page.
import { useDroppable } from '@dnd-kit/core';
import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { useInViewport, useMergedRef } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronsLeftRight, ChevronsRightLeft, Plus, Trophy, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type ListParams, listRecords } from '../../../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { chipColor } from '../../../field/shared/choice_color.ts';
import { asText } from '../../../field/shared/values.ts';
import { formatInteger } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { usePainted } from '../../../ui/use_painted.ts';
import type { Selection } from '../../bulk/use_selection.ts';
import { ProblemView } from '../../ProblemView.tsx';
import { useViewWalk } from '../../panel/use_view_walk.ts';
import { useCardChoice } from '../use_card_choice.ts';
import classes from './board.module.css';
import { Card } from './Card.tsx';
import type { Amounts, BoardColumn } from './columns.ts';
import { cardsKey, columnParams } from './moves.ts';
import { useNextTasks } from './next_tasks.ts';

const PAGE = 50;
const CARD = 92;
const GAP = 8;
const WIDTH = 264;
// What stands above the cards, about.
const ABOVE = 260;
const DAY = 86_400_000;

interface Props {
  object: ObjectType;
  column: BoardColumn;
  columns: BoardColumn[];
  /** Which one from the left, from 0. */
  place: number;
  params: ListParams;
  fields: Field[];
  /** The field that tells since when a record stands in its column. */
  since: Field | undefined;
  count: number;
  amounts: Amounts | undefined;
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  preset: Record<string, unknown> | undefined;
  canMove: (row: RecordRow) => boolean;
  onMove: (row: RecordRow, from: BoardColumn, to: BoardColumn) => void;
  /** The card that was moved last. */
  landed: string | null;
  selection: Selection;
  isDragging: boolean;
}

export function Column(props: Props) {
  const { object, column, place, isFolded, onFold, count, amounts, isDragging } = props;
  const drop = useDroppable({ id: column.id, data: { column } });
  const { ref: seen, inViewport } = useInViewport<HTMLElement>();
  // Those that begin in sight do not wait to be seen.
  const [wasSeen, setWasSeen] = useState(() => place * WIDTH < window.innerWidth);
  useEffect(() => {
    if (inViewport) setWasSeen(true);
  }, [inViewport]);
  const ref = useMergedRef<HTMLElement>(seen, drop.setNodeRef);
  const color = chipColor(column.id, column.color);
  const counted = formatInteger(count);
  const label = `${column.label}, ${t('board.count', { count })}`;
  if (isFolded) {
    return (
      <section
        ref={ref}
        className={classes.folded}
        aria-label={label}
        data-over={drop.isOver || undefined}
        data-column={column.id}
      >
        <button
          type="button"
          onClick={() => onFold(false)}
          aria-expanded={false}
          title={t('board.unfold', { column: column.label })}
        >
          <ChevronsLeftRight size={14} aria-hidden="true" />
          <span className={classes.dot} style={{ background: color.text }} />
          <span className={classes.foldedLabel}>{column.label}</span>
          <span className={classes.count}>{counted}</span>
        </button>
      </section>
    );
  }
  return (
    <section
      ref={ref}
      className={classes.column}
      aria-label={label}
      data-over={drop.isOver || undefined}
      data-dragging={isDragging || undefined}
      data-column={column.id}
    >
      <header className={classes.columnHead}>
        <div className={classes.columnLine}>
          {column.ending ? (
            <span className={classes.ending} data-ending={column.ending}>
              {column.ending === 'won' ? <Trophy size={13} aria-hidden="true" /> : <X size={14} aria-hidden="true" />}
            </span>
          ) : (
            <span className={classes.dot} style={{ background: color.text }} aria-hidden="true" />
          )}
          <h2 className={classes.columnTitle} title={column.label}>
            {column.label}
          </h2>
          <span className={classes.count}>{counted}</span>
          <span className={classes.columnTools}>
            {props.preset && object.can.create && (
              <Tooltip label={t('board.add', { object: object.label.toLowerCase(), column: column.label })}>
                <ActionIcon
                  size={22}
                  aria-label={t('board.add', { object: object.label.toLowerCase(), column: column.label })}
                  renderRoot={(root) => (
                    <Link
                      to="/$plural/new"
                      params={{ plural: object.plural }}
                      search={{ preset: props.preset }}
                      {...root}
                    />
                  )}
                >
                  <Plus size={14} />
                </ActionIcon>
              </Tooltip>
            )}
            <ActionIcon size={22} aria-label={t('board.fold', { column: column.label })} onClick={() => onFold(true)}>
              <ChevronsRightLeft size={14} />
            </ActionIcon>
          </span>
        </div>
        {amounts && (
          <div className={classes.sums} title={amounts.full}>
            {amounts.sum}
            {amounts.weighted !== undefined && amounts.weighted !== amounts.sum && (
              <span>{t('board.weighted', { amount: amounts.weighted })}</span>
            )}
          </div>
        )}
      </header>
      {wasSeen ? <Cards {...props} /> : <div className={classes.cards} />}
    </section>
  );
}

function Cards(props: Props) {
  const { object, column, columns, params, fields, since, canMove, onMove, landed, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const own = columnParams(params, column);
  const cards = useInfiniteQuery({
    queryKey: cardsKey(object, own),
    queryFn: ({ pageParam, signal }) => listRecords(object.plural, { ...own, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const pages = (cards.data?.pages ?? []).map((page) => page.data);
  const rows = pages.flat();
  const tasks = useNextTasks(object, pages, !column.ending);
  const isPainted = usePainted();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    getItemKey: (index) => rows[index]?.id ?? index,
    gap: GAP,
    overscan: isPainted ? 5 : 1,
    initialRect: { width: WIDTH, height: window.innerHeight - ABOVE },
    paddingEnd: GAP,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = cards;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 15) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);

  const walk = useViewWalk(object, own, cards.data?.pages, PAGE);
  const choose = useCardChoice(selection, rows);
  // The card that was dropped, or to which the panel stepped, is brought into sight.
  const shown = rows.findIndex(({ id }) => id === landed);
  const peeked = rows.findIndex(({ id }) => id === walk.peekedId);
  useEffect(() => {
    if (shown >= 0) virtual.scrollToIndex(shown);
  }, [shown, virtual.scrollToIndex]);
  useEffect(() => {
    if (peeked < 0) return;
    virtual.scrollToIndex(peeked);
    scroller.current?.closest('[data-column]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [peeked, virtual.scrollToIndex]);

  if (cards.isError) return <ProblemView compact error={cards.error} onRetry={() => void cards.refetch()} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: widens the target of the links in the cards, which take the keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      ref={scroller}
      className={classes.cards}
      data-choice={selection.isEmpty ? 'ready' : 'active'}
      {...walk.listeners}
      onClick={(event) => (selection.isEmpty ? walk.listeners.onClick(event) : choose.onClick(event))}
    >
      {cards.isPending && <Skeletons />}
      {cards.isSuccess && !rows.length && <p className={classes.nothing}>{t('board.nothing')}</p>}
      <ul className={classes.stack} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.slot}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Card
                row={row}
                object={object}
                column={column}
                columns={columns}
                fields={fields}
                index={index}
                canMove={canMove(row)}
                onMove={onMove}
                isChosen={selection.has(row.id)}
                onChoose={choose.one}
                isPeeked={row.id === walk.peekedId}
                waiting={waitingOf(row, column, since)}
                task={tasks.get(row.id)}
              />
            </li>
          );
        })}
      </ul>
      {isFetchingNextPage && (
        <div className={classes.loading}>
          <Loader size={16} />
        </div>
      )}
    </div>
  );
}

/** How many days a record stands here, where that is longer than the column allows. */
export function waitingOf(row: RecordRow, column: BoardColumn, since: Field | undefined): number | undefined {
  if (!since || !column.ageLimit) return undefined;
  const from = Date.parse(asText(row[since.key]));
  const days = Math.floor((Date.now() - from) / DAY);
  return days > column.ageLimit ? days : undefined;
}

/** Appears only when the cards take longer than a blink. */
function Skeletons() {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}
