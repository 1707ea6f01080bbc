// A card of a board: what the record is called and the few things by which one decides what to do with it.

import { useDraggable } from '@dnd-kit/core';
import { Menu } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Calendar, CheckSquare, Ellipsis, Hourglass, PanelRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { goOn, readWhenRested } from '../../../api/ahead.ts';
import { outward } from '../../../api/place.ts';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { faceOf } from '../../../field/faces.ts';
import { usePeek } from '../../../field/link/peek.ts';
import { asText, isBlank } from '../../../field/shared/values.ts';
import { dayOf, formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { LateMenu } from '../../../ui/LateMenu.tsx';
import { RowBox } from '../../bulk/RowBox.tsx';
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
  box,
  menu,
}: FaceProps & { title: ReactNode; box?: ReactNode; menu?: ReactNode }) {
  const shown = fields.filter((field) => !isBlank(row[field.key]));
  const money = shown.filter((field) => shownKind(field) === 'money');
  const times = shown.filter(isTime);
  const people = shown.filter((field) => field.kind === 'link' && field.to === 'user');
  const rest = shown.filter((field) => !money.includes(field) && !times.includes(field) && !people.includes(field));
  return (
    <>
      <div className={classes.cardHead}>
        {box}
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
  isChosen: boolean;
  onChoose: (index: number, extend: boolean) => void;
  /** It stands in the panel. */
  isPeeked: boolean;
}

export const Card = memo(function Card(props: Props) {
  const { object, column, columns, index, canMove, onMove, isChosen, onChoose, isPeeked, ...face } = props;
  const { row } = face;
  const peek = usePeek();
  const router = useRouter();
  const data: CardData = { row, column };
  const drag = useDraggable({ id: row.id, data, disabled: !canMove });
  const { onKeyDown, ...pointers } = drag.listeners ?? {};
  const params = { plural: object.plural, id: row.id };
  const title = row.title || t('record.untitled');
  return (
    <div
      ref={drag.setNodeRef}
      className={classes.card}
      data-card={row.id}
      data-index={index}
      data-record={row.id}
      data-at={index}
      data-chosen={isChosen || undefined}
      data-peeked={isPeeked || undefined}
      data-waiting={face.waiting !== undefined || undefined}
      data-dragged={drag.isDragging || undefined}
      data-movable={canMove || undefined}
      {...pointers}
    >
      <CardFace
        {...face}
        title={
          <a
            ref={drag.setActivatorNodeRef}
            href={outward(`/${object.plural}/${row.id}`)}
            draggable={false}
            className={classes.cardTitle}
            onKeyDown={(event) => {
              if (event.key === 'x' && !event.ctrlKey && !event.metaKey && !event.altKey) onChoose(index, false);
              else onKeyDown?.(event);
            }}
            onClick={(event) => {
              // The browser's own ways to a new tab or window stay.
              if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              if (event.altKey) peek.open(object.key, row.id);
              else void router.navigate({ to: '/$plural/$id', params });
            }}
            onPointerEnter={() => readWhenRested(object.key, object.plural, row.id)}
            onPointerLeave={goOn}
            aria-keyshortcuts="X Alt+Enter"
            title={t('board.card_hint')}
            aria-roledescription={canMove ? t('board.card') : undefined}
            aria-describedby={canMove ? drag.attributes['aria-describedby'] : undefined}
          >
            {title}
          </a>
        }
        box={
          <RowBox
            label={t('bulk.choose', { title })}
            checked={isChosen}
            onToggle={(extend) => onChoose(index, extend)}
          />
        }
        menu={
          <LateMenu
            className={classes.cardMenu}
            label={canMove ? t('board.move_card', { title }) : t('board.card_menu', { title })}
            icon={<Ellipsis size={14} aria-hidden="true" />}
          >
            {() => (
              <>
                <Menu.Item leftSection={<PanelRight size={14} />} onClick={() => peek.open(object.key, row.id)}>
                  {t('peek.open')}
                </Menu.Item>
                <Menu.Item leftSection={<CheckSquare size={14} />} onClick={() => onChoose(index, false)}>
                  {isChosen ? t('board.leave_out') : t('board.choose')}
                </Menu.Item>
                {canMove && <Menu.Label>{t('board.move_to')}</Menu.Label>}
                {canMove &&
                  columns.map((one) => (
                    <Menu.Item key={one.id} disabled={one.id === column.id} onClick={() => onMove(row, column, one)}>
                      {one.label}
                    </Menu.Item>
                  ))}
              </>
            )}
          </LateMenu>
        }
      />
    </div>
  );
});
