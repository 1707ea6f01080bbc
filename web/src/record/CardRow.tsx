// A record in a list on a phone: its name and the two details that say most.
import { memo } from 'react';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { shownKind } from '../dictionary/dictionary.ts';
import { faceOf } from '../field/faces.ts';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { isBlank } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { RowBox } from './bulk/RowBox.tsx';
import { useLongPress } from './bulk/use_long_press.ts';
import classes from './table.module.css';

// A bare number on a card says nothing without its column's name.
const BARE = new Set(['integer', 'decimal', 'percent', 'duration', 'boolean']);

interface Props {
  row: RecordRow | undefined;
  index: number;
  start: number;
  columns: Field[];
  object: ObjectType;
  onOpen: (row: RecordRow) => void;
  /** Whether it is chosen; undefined where records cannot be. */
  chosen?: boolean;
  /** Others are being chosen: a tap chooses instead of opening. */
  choosing?: boolean;
  onChoose?: (index: number) => void;
}

export const CardRow = memo(
  function CardRow({ row, index, start, columns, object, onOpen, chosen, choosing, onChoose }: Props) {
    const press = useLongPress(() => onChoose?.(index));
    const style = { transform: `translateY(${start}px)` };
    if (!row) {
      return (
        <div className={classes.card} style={style} role="row" aria-rowindex={index + 2}>
          <div role="cell" className={classes.cardBody}>
            <span className={classes.skeleton} style={{ width: `${48 + ((index * 37) % 40)}%` }} />
          </div>
        </div>
      );
    }
    const title = row.title || t('record.untitled');
    const details = columns
      .slice(1)
      .filter((field) => !isBlank(row[field.key]) && !BARE.has(shownKind(field)))
      .slice(0, 2);
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside takes the keyboard, the row only widens the target
      <div
        className={classes.card}
        style={style}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={chosen}
        data-chosen={chosen || undefined}
        {...(onChoose ? press.listeners : {})}
        onClickCapture={(event) => {
          const held = press.wasLong();
          if (!held && !choosing) return;
          // The end of a long press is no tap, and while choosing a tap is no way to another page.
          if (event.target instanceof Element && event.target.closest('input')) return;
          event.preventDefault();
          event.stopPropagation();
          if (!held) onChoose?.(index);
        }}
        onClick={() => onOpen(row)}
      >
        <div role="cell" className={classes.cardBody}>
          {choosing && (
            <RowBox
              label={t('bulk.choose', { title })}
              checked={chosen ?? false}
              isHead
              onToggle={() => onChoose?.(index)}
            />
          )}
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
  },
  (before, after) =>
    before.row === after.row &&
    before.start === after.start &&
    before.chosen === after.chosen &&
    before.choosing === after.choosing &&
    before.columns === after.columns &&
    before.object === after.object,
);
