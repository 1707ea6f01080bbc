// A record on its day: when, what, and in the color of the choice that says most about it.
import { useDraggable } from '@dnd-kit/core';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, memo } from 'react';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { chipColor } from '../../../field/shared/choice_color.ts';
import { asText } from '../../../field/shared/values.ts';
import { formatTime } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import classes from './calendar.module.css';

/** The field whose choice colors an entry: the first that the list itself shows, else the first there is. */
export function colorField(object: ObjectType): Field | undefined {
  const choices = object.fields.filter(({ kind }) => kind === 'choice');
  return choices.find(({ key }) => object.list_fields.includes(key)) ?? choices[0];
}

export const timeOf = (row: RecordRow, field: Field): string =>
  shownKind(field) === 'timestamp' ? formatTime(asText(row[field.key])) : '';

interface Props {
  object: ObjectType;
  row: RecordRow;
  field: Field;
  color: Field | undefined;
  canMove: boolean;
  /** Its place among all in sight. */
  at: number;
  isOpen: boolean;
  onOpen: (at: number, id: string) => void;
}

/** The colors of a record and the name of the choice they stand for. */
export function colorsOf(object: ObjectType, row: RecordRow, color: Field | undefined) {
  const key = color ? asText(row[color.key]) : '';
  const choice = color?.choices?.find((one) => one.key === key);
  // Gray says that nothing was chosen; where nothing can be chosen it would say nothing.
  return { ...chipColor(key || object.key, choice ? choice.color : color ? 'gray' : 'teal'), choice };
}

/** A press that wants a tab or a window of its own is the browser's. */
export const isPlain = (event: MouseEvent) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;

export const Entry = memo(function Entry({ object, row, field, color, canMove, at, isOpen, onOpen }: Props) {
  const drag = useDraggable({ id: row.id, data: { row }, disabled: !canMove });
  const { onKeyDown, ...pointers } = drag.listeners ?? {};
  const { background, text, choice } = colorsOf(object, row, color);
  const title = row.title || t('record.untitled');
  const time = timeOf(row, field);
  return (
    <div
      ref={drag.setNodeRef}
      className={classes.entry}
      style={{ background, color: text }}
      data-dragged={drag.isDragging || undefined}
      data-done={row.done === true || undefined}
      data-entry={row.id}
      data-record={row.id}
      data-at={at}
      data-open={isOpen || undefined}
      {...pointers}
    >
      <Link
        ref={drag.setActivatorNodeRef as (element: HTMLAnchorElement | null) => void}
        to="/$plural/$id"
        params={{ plural: object.plural, id: row.id }}
        draggable={false}
        onKeyDown={onKeyDown as React.KeyboardEventHandler | undefined}
        onClick={(event) => {
          event.stopPropagation();
          if (!isPlain(event)) return;
          event.preventDefault();
          onOpen(at, row.id);
        }}
        aria-roledescription={canMove ? t('board.card') : undefined}
        aria-describedby={canMove ? drag.attributes['aria-describedby'] : undefined}
        title={[time, title, choice?.label].filter(Boolean).join(' · ')}
      >
        {time && <time>{time}</time>}
        <span>{title}</span>
        {choice && <span className="visually-hidden">{choice.label}</span>}
      </Link>
    </div>
  );
});
