// A card of a board: what the record is called and the few things by which one decides what to do with it.
import { useDraggable } from '@dnd-kit/core';
import { ActionIcon, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Calendar, CheckSquare, Ellipsis, Hourglass } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { faceOf } from '../../../field/faces.ts';
import { asText, isBlank } from '../../../field/shared/values.ts';
import { dayOf, formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { isTime } from '../../group.ts';
import classes from './board.module.css';
import type { BoardColumn } from './columns.ts';
import type { CardData } from './drag.ts';

export interface NextTask {
  title: string;
  due: string | null;
}

interface FaceProps {
  row: RecordRow;
  fields: Field[];
  /** How many days the record has stood in its column for longer than it should. */
  waiting: number | undefined;
  task: NextTask | undefined;
}

/** What stands on a card, also on the one that is being carried. */
export function CardFace({
  row,
  fields,
  waiting,
  task,
  title,
  menu,
}: FaceProps & { title: ReactNode; menu?: ReactNode }) {
  const shown = fields.filter((field) => !isBlank(row[field.key]));
  const money = shown.filter((field) => shownKind(field) === 'money');
  const times = shown.filter(isTime);
  const people = shown.filter((field) => field.kind === 'link' && field.to === 'user');
  const rest = shown.filter((field) => !money.includes(field) && !times.includes(field) && !people.includes(field));
  return (
    <>
      <div className={classes.cardHead}>
        {title}
        {menu}
      </div>
      {rest.map((field) => {
        const { Cell, text } = faceOf(field);
        return (
          <div key={field.key} className={classes.cardLine} title={field.label}>
            {field.kind === 'link' ? text(row[field.key], field) : <Cell field={field} value={row[field.key]} dense />}
          </div>
        );
      })}
      {(money.length > 0 || times.length > 0 || people.length > 0 || task || waiting !== undefined) && (
        <div className={classes.cardFoot}>
          {money.map((field) => (
            <b key={field.key} title={field.label}>
              {faceOf(field).text(row[field.key], field)}
            </b>
          ))}
          <span className={classes.cardMarks}>
            {waiting !== undefined && (
              <span className={classes.waiting} title={t('board.waiting_hint', { count: waiting })}>
                <Hourglass size={12} aria-hidden="true" />
                {t('board.waiting', { count: waiting })}
              </span>
            )}
            {task ? (
              <span className={classes.cardDate} data-late={isLate(task.due) || undefined} title={task.title}>
                <CheckSquare size={12} aria-hidden="true" />
                <span className={classes.cardTask}>{task.due ? shortDay(task.due) : task.title}</span>
              </span>
            ) : (
              times.slice(0, 1).map((field) => (
                <span key={field.key} className={classes.cardDate} title={field.label}>
                  <Calendar size={12} aria-hidden="true" />
                  {shortDay(asText(row[field.key]))}
                </span>
              ))
            )}
            {people.map((field) => (
              <span key={field.key} title={`${field.label}: ${asText(row[field.key])}`}>
                <Avatar name={asText(row[field.key])} size={20} />
                <span className="visually-hidden">{`${field.label}: ${asText(row[field.key])}`}</span>
              </span>
            ))}
          </span>
        </div>
      )}
    </>
  );
}

const isLate = (due: string | null) => due !== null && due < new Date().toISOString();

/** The day without its year, which on a card is nearly always this one. */
function shortDay(value: string): string {
  const day = value.length > 10 ? dayOf(value) : value;
  return formatDate(day, day.slice(0, 4) === dayOf(new Date()).slice(0, 4));
}

interface Props extends FaceProps {
  object: ObjectType;
  column: BoardColumn;
  columns: BoardColumn[];
  index: number;
  canMove: boolean;
  onMove: (row: RecordRow, from: BoardColumn, to: BoardColumn) => void;
}

export const Card = memo(function Card({ object, column, columns, index, canMove, onMove, ...face }: Props) {
  const { row } = face;
  const navigate = useNavigate();
  const data: CardData = { row, column };
  const drag = useDraggable({ id: row.id, data, disabled: !canMove });
  const { onKeyDown, ...pointers } = drag.listeners ?? {};
  const params = { plural: object.plural, id: row.id };
  const title = row.title || t('record.untitled');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside takes the keyboard, the card only widens the target
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div
      ref={drag.setNodeRef}
      className={classes.card}
      data-card={row.id}
      data-index={index}
      data-waiting={face.waiting !== undefined || undefined}
      data-dragged={drag.isDragging || undefined}
      data-movable={canMove || undefined}
      {...pointers}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a, button, [role=menu]'))
          void navigate({ to: '/$plural/$id', params });
      }}
    >
      <CardFace
        {...face}
        title={
          <Link
            ref={drag.setActivatorNodeRef as (element: HTMLAnchorElement | null) => void}
            to="/$plural/$id"
            params={params}
            draggable={false}
            className={classes.cardTitle}
            onKeyDown={onKeyDown as React.KeyboardEventHandler | undefined}
            aria-roledescription={canMove ? t('board.card') : undefined}
            aria-describedby={canMove ? drag.attributes['aria-describedby'] : undefined}
          >
            {title}
          </Link>
        }
        menu={
          canMove && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon
                  size={20}
                  className={classes.cardMenu}
                  aria-label={t('board.move_card', { title })}
                  onMouseDown={(event) => event.stopPropagation()}
                  onTouchStart={(event) => event.stopPropagation()}
                >
                  <Ellipsis size={14} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown onMouseDown={(event) => event.stopPropagation()} mah={360} style={{ overflowY: 'auto' }}>
                <Menu.Label>{t('board.move_to')}</Menu.Label>
                {columns.map((one) => (
                  <Menu.Item key={one.id} disabled={one.id === column.id} onClick={() => onMove(row, column, one)}>
                    {one.label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )
        }
      />
    </div>
  );
});
