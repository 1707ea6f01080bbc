// How cards are dragged: with the mouse, with a finger that rests first, and with the keys, from column to column.
import {
  type Announcements,
  type CollisionDetection,
  closestCenter,
  KeyboardCode,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { RecordRow } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import type { BoardColumn } from './columns.ts';

export interface CardData {
  row: RecordRow;
  column: BoardColumn;
}

const ZONE = 'zone:';
export const zoneId = (column: BoardColumn) => `${ZONE}${column.id}`;
const isZone = (id: unknown) => String(id).startsWith(ZONE);

const START_DISTANCE = 6;
// A finger that scrolls must not take a card along.
const REST = { delay: 220, tolerance: 8 };
const KEYS = { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space, KeyboardCode.Enter] };

/** The arrows carry the card to the next column, wherever in it the card would stand. */
const toNextColumn: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.code];
  if (!step) return undefined;
  event.preventDefault();
  const columns = context.droppableContainers
    .getEnabled()
    .filter(({ id }) => !isZone(id))
    .flatMap(({ id }) => {
      const rect = context.droppableRects.get(id);
      return rect ? [{ id, rect }] : [];
    })
    .sort((a, b) => a.rect.left - b.rect.left);
  const at = columns.findIndex(({ id }) => id === context.over?.id);
  const next = columns[at < 0 ? 0 : at + step];
  const own = context.collisionRect;
  if (!next || !own) return undefined;
  return { x: next.rect.left + (next.rect.width - own.width) / 2, y: currentCoordinates.y };
};

export function useBoardSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: START_DISTANCE } }),
    useSensor(TouchSensor, { activationConstraint: REST }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextColumn, keyboardCodes: KEYS }),
  );
}

/** What lies under the pointer; with the keys the column whose middle is nearest, for there is no pointer. */
export const underPointer: CollisionDetection = (args) => {
  if (args.pointerCoordinates) {
    const under = pointerWithin(args);
    return under.filter(({ id }) => isZone(id)).concat(under.filter(({ id }) => !isZone(id)));
  }
  return closestCenter({
    ...args,
    droppableContainers: args.droppableContainers.filter(({ id }) => !isZone(id)),
  });
};

/** What a screen reader says while a card is carried. */
export function announcements(labelOf: (id: unknown) => string): Announcements {
  const titleOf = (data: unknown) => (data as CardData | undefined)?.row.title || t('record.untitled');
  const where = (id: unknown) => labelOf(String(id).replace(ZONE, ''));
  return {
    onDragStart: ({ active }) => t('board.lifted', { title: titleOf(active.data.current) }),
    onDragOver: ({ over }) => (over ? t('board.over', { column: where(over.id) }) : undefined),
    onDragEnd: ({ active, over }) =>
      over
        ? t('board.dropped', { title: titleOf(active.data.current), column: where(over.id) })
        : t('board.put_back', { title: titleOf(active.data.current) }),
    onDragCancel: ({ active }) => t('board.put_back', { title: titleOf(active.data.current) }),
  };
}
