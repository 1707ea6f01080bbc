// The records of a week or a day among their hours: what the grid of hours needs to know of them, and what comes of what is done there.
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { asText } from '../../../field/shared/values.ts';
import { formatDate, formatDuration, formatTimestamp, instantOf, wallTimeOf } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { clockOf } from '../../time_grid/clock.ts';
import { DAY, type TimeEvent } from '../../time_grid/lanes.ts';
import { TimeGrid } from '../../time_grid/TimeGrid.tsx';
import { durationField } from '../fields.ts';
import { colorsOf } from './Entry.tsx';
import { changeMoment, valueOn } from './use_day_change.ts';
import type { useDays } from './use_days.ts';

interface Props {
  object: ObjectType;
  field: Field;
  color: Field | undefined;
  days: string[];
  found: ReturnType<typeof useDays>;
  canMove: (row: RecordRow) => boolean;
  canResize: (row: RecordRow) => boolean;
  create: ((values: Record<string, unknown>) => void) | undefined;
  openId: string | null;
  onOpen: (at: number, id: string) => void;
  onDay: (day: string) => void;
}

interface RecordEvent extends TimeEvent {
  row: RecordRow;
  at: number;
}

// How many blocks can still be read beside each other, in a week and in a day.
const IN_WEEK = 3;
const IN_DAY = 8;

const wallOf = (day: string, minute: number) =>
  instantOf(`${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`);

function eventOf(row: RecordRow, field: Field, duration: Field | undefined) {
  const value = asText(row[field.key]);
  const wall = shownKind(field) === 'timestamp' ? wallTimeOf(value) : null;
  return {
    day: (wall ?? value).slice(0, 10),
    minute: wall ? Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) : null,
    minutes: wall && duration ? Math.round(Number(row[duration.key] ?? 0) / 60) : 0,
  };
}

export function Hours(props: Props) {
  const { object, field, color, days, found, canMove, canResize, create, openId, onOpen, onDay } = props;
  const router = useRouter();
  const duration = durationField(object);
  const hasHours = shownKind(field) === 'timestamp';
  const events = found.rows.map((row, at): RecordEvent => {
    const { choice, ...colors } = colorsOf(object, row, color);
    return {
      id: row.id,
      title: row.title || t('record.untitled'),
      ...eventOf(row, field, duration),
      color: colors,
      note: choice?.label,
      isDone: row.done === true,
      canMove: canMove(row),
      canResize: canResize(row),
      row,
      at,
    };
  });
  // The grid measures anew only what has changed.
  const signature = JSON.stringify(events.map(({ row, canMove: can, canResize: size }) => [row, can, size]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the events
  const known = useMemo(() => events, [signature, color, field]);
  return (
    <TimeGrid
      label={t('calendar.label', { objects: object.label_plural, field: field.label })}
      days={days}
      events={known}
      isBusy={found.isPending}
      hasHours={hasHours}
      most={days.length > 1 ? IN_WEEK : IN_DAY}
      openId={openId}
      hrefOf={({ id }) => router.buildLocation({ to: '/$plural/$id', params: { plural: object.plural, id } }).href}
      onOpen={({ at, id }) => onOpen(at, id)}
      onDay={onDay}
      onMove={({ row }, day, minute) => {
        const value = minute === null ? valueOn(field, day, row[field.key]) : wallOf(day, minute);
        const where = minute === null ? formatDate(day) : formatTimestamp(value);
        void changeMoment(object, row, { [field.key]: value }, where);
      }}
      onResize={({ row }, minutes) => {
        if (!duration) return;
        const seconds = Math.min(minutes, DAY) * 60;
        void changeMoment(object, row, { [duration.key]: seconds }, formatDuration(seconds));
      }}
      onCreate={
        create &&
        ((day, minute) => create({ [field.key]: minute === null ? valueOn(field, day) : wallOf(day, minute) }))
      }
      createLabel={(day, minute) =>
        minute === null || !hasHours
          ? t('calendar.add', { object: object.label.toLowerCase(), day: formatDate(day) })
          : t('calendar.add_at', { object: object.label.toLowerCase(), day: formatDate(day), time: clockOf(minute) })
      }
    />
  );
}
