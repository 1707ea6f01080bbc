// The head of a table: sorts by one or several columns, moves and resizes them, with the mouse and with the keyboard.
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { Field } from '../api/types.ts';
import { alignOf } from '../field/faces.ts';
import { t } from '../i18n/index.ts';
import { RowBox } from './bulk/RowBox.tsx';
import type { RowChoice } from './bulk/use_row_choice.ts';
import type { Layout } from './column_model.ts';
import { moveColumn } from './column_model.ts';
import { type SortStep, toggleSort } from './filter.ts';
import classes from './table.module.css';

interface Resizing {
  isResizing: boolean;
  start: ((event: unknown) => void) | undefined;
  reset: () => void;
}

interface Props {
  columns: Field[];
  layout: Layout;
  places: number[];
  sort: SortStep[];
  onSort: (steps: SortStep[]) => void;
  onColumns: ((paths: string[]) => void) | undefined;
  onWidth: (field: Field, width: number) => void;
  resizing: (place: number) => Resizing;
  choice?: RowChoice['head'];
}

const STEP = 16;

/** Shows that there is a menu: a press opens what a right click opens. */
function openMenu(event: MouseEvent<HTMLElement>) {
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  event.currentTarget.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  );
}

export function TableHead({ columns, layout, places, sort, onSort, onColumns, onWidth, resizing, choice }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const paths = columns.map((field) => field.key);
  const move = (from: number, to: number) => {
    const next = moveColumn(paths, from, to);
    if (next !== paths) onColumns?.(next);
  };
  const onKeyDown = (event: KeyboardEvent, field: Field, place: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) onWidth(field, (layout.edges[place + 1] ?? 0) - (layout.edges[place] ?? 0) + step * STEP);
    else move(place, place + step);
  };
  return (
    <div role="row" className={classes.headRow} aria-rowindex={1}>
      {places.map((place) => {
        const field = columns[place];
        if (!field) return null;
        const at = sort.findIndex((one) => one.key === field.key);
        const step = sort[at];
        const { isResizing, start, reset } = resizing(place);
        const left = layout.edges[place] ?? 0;
        return (
          <div
            key={field.key}
            role="columnheader"
            className={place === 0 ? classes.headFirst : classes.headCell}
            style={{ left: place === 0 ? 0 : left, width: (layout.edges[place + 1] ?? 0) - left }}
            data-align={alignOf(field)}
            data-over={over === place || undefined}
            aria-colindex={place + 1}
            aria-sort={step ? (step.descending ? 'descending' : 'ascending') : undefined}
            draggable={place > 0 && Boolean(onColumns) && !isResizing}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', field.label);
              setDragged(place);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(place);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDrop={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              move(dragged, place);
            }}
          >
            {place === 0 && choice && (
              <RowBox
                label={t('bulk.choose_shown')}
                checked={choice.checked}
                some={choice.some}
                isHead
                onToggle={choice.toggle}
              />
            )}
            <button
              type="button"
              className={classes.headButton}
              title={t('table.head_hint')}
              aria-disabled={!field.sortable || undefined}
              onKeyDown={(event) => onKeyDown(event, field, place)}
              onClick={(event) => field.sortable && onSort(toggleSort(sort, field.key, event.shiftKey))}
            >
              <span className={classes.headLabel}>{field.label}</span>
              {step &&
                (step.descending ? (
                  <ArrowDown size={13} aria-hidden="true" />
                ) : (
                  <ArrowUp size={13} aria-hidden="true" />
                ))}
              {step && sort.length > 1 && <span className={classes.headStep}>{at + 1}</span>}
            </button>
            <button
              type="button"
              tabIndex={-1}
              className={classes.headMenu}
              aria-label={t('table.menu', { field: field.label })}
              onClick={openMenu}
            >
              <ChevronDown size={13} aria-hidden="true" />
            </button>
            <span
              className={classes.resizer}
              aria-hidden="true"
              data-resizing={isResizing || undefined}
              onMouseDown={start}
              onTouchStart={start}
              onDoubleClick={reset}
            />
          </div>
        );
      })}
    </div>
  );
}
