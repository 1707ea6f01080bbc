// A board: records as cards in columns, one for each value of a field, carried from one to the other.
import { DndContext, type DragEndEvent, DragOverlay, MeasuringStrategy, useDroppable } from '@dnd-kit/core';
import { Trophy, X } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Field, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { findField } from '../../../dictionary/dictionary.ts';
import { t } from '../../../i18n/index.ts';
import { readSort } from '../../filter.ts';
import { ProblemView } from '../../ProblemView.tsx';
import { canWrite } from '../../paste_plan.ts';
import { amountField, type BoardScope, boardFields, cardPaths, chosenField } from '../fields.ts';
import type { ViewProps } from '../props.ts';
import { useScope } from '../use_scope.ts';
import { AskDialog } from './AskDialog.tsx';
import classes from './board.module.css';
import { CardFace } from './Card.tsx';
import { Column, waitingOf } from './Column.tsx';
import { type BoardColumn, MOST_COLUMNS, NONE, useBoard } from './columns.ts';
import { announcements, type CardData, underPointer, useBoardSensors, zoneId } from './drag.ts';
import { useMoves } from './moves.ts';
import { useNeeded } from './use_needed.ts';

export default function Board(props: ViewProps) {
  const { object, state, empty } = props;
  const dictionary = useDictionary();
  const by = chosenField(dictionary, object, state.by, boardFields(dictionary, object));
  const { scope, id: scopeId } = useScope(object, state, by);
  if (!by) return <>{empty}</>;
  return <Columns key={`${by.key}:${scopeId}`} {...props} {...{ by, scope, scopeId }} />;
}

type ColumnsProps = ViewProps & { by: Field; scope: BoardScope | undefined; scopeId: string | undefined };

function Columns(props: ColumnsProps) {
  const { object, state, onState, params, empty, selection, by, scope, scopeId } = props;
  const dictionary = useDictionary();
  const amount = amountField(object);
  const board = useBoard(object, params, by, scope, scopeId, amount);
  const since = object.fields.find(({ key }) => key === `${by.key}_since`);
  const fields = useMemo(
    () =>
      cardPaths(object, state.cards, [by.key, scope?.field.key]).flatMap(
        (path) => findField(dictionary, object, path) ?? [],
      ),
    [dictionary, object, state.cards, by.key, scope],
  );
  const cards = useMemo(
    () => ({
      ...params,
      filter: board.filter,
      fields: [
        ...new Set([
          ...fields.map(({ key }) => key),
          by.key,
          ...(since ? [since.key] : []),
          // A card that moves is put where its column is sorted to have it.
          ...readSort(params.sort).map(({ key }) => key),
        ]),
      ],
    }),
    [params, board.filter, fields, by.key, since],
  );
  const root = useRef<HTMLDivElement>(null);
  const focusOn = (id: string) =>
    requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>(`[data-card="${id}"] a`)?.focus({ preventScroll: false }),
    );
  const needed = useNeeded(object);
  const moves = useMoves({ object, params: cards, by, ...(needed ? { needed } : {}) });
  const sensors = useBoardSensors();
  const [carried, setCarried] = useState<CardData | null>(null);

  const endings = board.columns.filter((column) => column.ending);
  // Where things end is narrow at first: the day's work is before it.
  const folded = new Set(state.folded ? state.folded.split(',') : endings.map(({ id }) => id));
  const fold = (id: string, isFolded: boolean) => {
    const next = [...folded].filter((one) => one !== id);
    if (isFolded) next.push(id);
    onState({ folded: next.length ? next.join(',') : NO_COLUMN });
  };
  const labelOf = (id: unknown) => board.columns.find((column) => column.id === id)?.label ?? '';
  const canChange = canWrite(object, by);
  const canMove = (row: RecordRow) =>
    canChange && (row.can?.includes('change') ?? true) && !row.readonly?.includes(by.key);
  const presetOf = (column: BoardColumn) =>
    canChange
      ? {
          ...(column.id === NONE ? {} : { [by.key]: column.value }),
          ...(scope && scopeId ? { [scope.field.key]: scopeRef(scope.field, scopeId) } : {}),
        }
      : undefined;

  const onDragEnd = ({ active, over, activatorEvent }: DragEndEvent) => {
    setCarried(null);
    const { row, column } = active.data.current as CardData;
    const to = (over?.data.current as { column: BoardColumn } | undefined)?.column;
    if (to && to.id !== column.id) moves.move(row, column, to);
    if (activatorEvent instanceof window.KeyboardEvent) setTimeout(() => focusOn(row.id), FOCUS_AFTER);
  };

  if (board.error) return <ProblemView error={board.error} onRetry={board.retry} />;
  if (!board.isPending && board.total === 0 && (state.filter || state.q)) return <>{empty}</>;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      measuring={{ droppable: { strategy: MeasuringStrategy.WhileDragging } }}
      accessibility={{
        announcements: announcements(labelOf),
        screenReaderInstructions: { draggable: t('board.instructions') },
      }}
      onDragStart={({ active }) => setCarried(active.data.current as CardData)}
      onDragEnd={onDragEnd}
      onDragCancel={() => setCarried(null)}
    >
      {board.isCut && (
        <p className={classes.note} role="status">
          {t('board.too_many', { count: MOST_COLUMNS })}
        </p>
      )}
      <section
        ref={root}
        className={classes.board}
        aria-label={t('board.by', { objects: object.label_plural, field: by.label })}
        aria-busy={board.isPending}
        data-dragging={carried ? true : undefined}
        onKeyDown={(event) => !carried && walk(event)}
      >
        {board.columns.map((column, place) => (
          <Column
            key={column.id}
            object={object}
            column={column}
            columns={board.columns}
            place={place}
            params={cards}
            fields={fields}
            since={since}
            count={board.counts.get(column.id) ?? 0}
            amounts={board.sums?.get(column.id)}
            isFolded={folded.has(column.id)}
            onFold={(isFolded) => fold(column.id, isFolded)}
            preset={presetOf(column)}
            canMove={canMove}
            onMove={moves.move}
            landed={moves.landed}
            selection={selection}
            isDragging={carried !== null}
          />
        ))}
      </section>
      {carried && endings.length > 0 && !carried.column.ending && <Zones endings={endings} />}
      <DragOverlay dropAnimation={null}>
        {carried && (
          <div className={classes.carried}>
            <CardFace
              row={carried.row}
              fields={fields}
              waiting={waitingOf(carried.row, carried.column, since)}
              task={undefined}
              title={<span className={classes.cardTitle}>{carried.row.title || t('record.untitled')}</span>}
            />
          </div>
        )}
      </DragOverlay>
      {moves.asking && (
        <AskDialog object={object} asking={moves.asking} onAnswer={moves.answer} onGiveUp={moves.giveUp} />
      )}
    </DndContext>
  );
}

const NO_COLUMN = 'none';
// The moved card is drawn in its new column first.
const FOCUS_AFTER = 80;

const scopeRef = (field: Field, id: string) => ({ id, object: field.to });

/** Where a deal can be dropped to end it, without looking for the column. */
function Zones({ endings }: { endings: BoardColumn[] }) {
  const first = (['lost', 'won'] as const).flatMap((kind) => endings.find(({ ending }) => ending === kind) ?? []);
  return (
    <div className={classes.zones}>
      {first.map((column) => (
        <Zone key={column.id} column={column} />
      ))}
    </div>
  );
}

function Zone({ column }: { column: BoardColumn }) {
  const drop = useDroppable({ id: zoneId(column), data: { column } });
  return (
    <div
      ref={drop.setNodeRef}
      className={classes.zone}
      data-ending={column.ending}
      data-over={drop.isOver || undefined}
    >
      {column.ending === 'won' ? <Trophy size={16} aria-hidden="true" /> : <X size={16} aria-hidden="true" />}
      {column.label}
    </div>
  );
}

/** The arrows walk from card to card, down a column and across to the next. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  const card = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
  if (!step || !card || !(event.target as HTMLElement).matches('a')) return;
  const [across = 0, down = 0] = step;
  const columns = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-column]')];
  const own = card.closest<HTMLElement>('[data-column]');
  const index = Number(card.dataset.index);
  const find = (column: Element | null | undefined, at: number) =>
    column?.querySelector<HTMLElement>(`[data-card][data-index="${at}"] a`);
  let next: HTMLElement | null | undefined;
  if (down) next = find(own, index + down);
  else {
    for (let at = columns.indexOf(own as HTMLElement) + across; at >= 0 && at < columns.length && !next; at += across) {
      const cards = [...(columns[at]?.querySelectorAll<HTMLElement>('[data-card] a') ?? [])];
      next = find(columns[at], index) ?? cards.at(-1);
    }
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
}
