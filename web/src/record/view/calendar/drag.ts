// How entries of a calendar are carried: with the mouse, a finger that rests first, or the arrows, by days and by weeks.
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
import { formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { addDays } from './days.ts';

const START_DISTANCE = 5;
const REST = { delay: 220, tolerance: 8 };
const KEYS = { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space, KeyboardCode.Enter] };

const toOtherDay: KeyboardCoordinateGetter = (event, { context }) => {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.code];
  if (!step || !context.over) return undefined;
  event.preventDefault();
  const rect = context.droppableRects.get(addDays(String(context.over.id), step));
  const own = context.collisionRect;
  if (!rect || !own) return undefined;
  return { x: rect.left + (rect.width - own.width) / 2, y: rect.top + (rect.height - own.height) / 2 };
};

export function useCalendarSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: START_DISTANCE } }),
    useSensor(TouchSensor, { activationConstraint: REST }),
    useSensor(KeyboardSensor, { coordinateGetter: toOtherDay, keyboardCodes: KEYS }),
  );
}

export const dayUnderPointer: CollisionDetection = (args) =>
  args.pointerCoordinates ? pointerWithin(args) : closestCenter(args);

const titleOf = (data: unknown) => (data as { row: RecordRow } | undefined)?.row.title || t('record.untitled');

export const dayAnnouncements: Announcements = {
  onDragStart: ({ active }) => t('board.lifted', { title: titleOf(active.data.current) }),
  onDragOver: ({ over }) => (over ? t('board.over', { column: formatDate(String(over.id)) }) : undefined),
  onDragEnd: ({ active, over }) =>
    over
      ? t('board.dropped', { title: titleOf(active.data.current), column: formatDate(String(over.id)) })
      : t('board.put_back', { title: titleOf(active.data.current) }),
  onDragCancel: ({ active }) => t('board.put_back', { title: titleOf(active.data.current) }),
};
