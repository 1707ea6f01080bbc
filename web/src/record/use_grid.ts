// The cell that has the focus, the range around it, and what keys, mouse and clipboard do to them.
import { notifications } from '@mantine/notifications';
import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { formatBytes } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { isWide, moveSpot, nextSpot, type Range, rangeOf, type Spot } from './cell_range.ts';
import { copied } from './cell_text.ts';
import { readTsv, writeHtml, writeTsv } from './clipboard.ts';
import { gridKeys } from './grid_keys.ts';
import { canWrite, type PastePlan, planPaste } from './paste_plan.ts';
import type { RowActions } from './TableRow.tsx';
import { useCellChange } from './use_cell_change.ts';

interface Options {
  object: ObjectType;
  columns: Field[];
  rowCount: number;
  rowAt: (index: number) => RecordRow | undefined;
  page: number;
  scroller: RefObject<HTMLDivElement | null>;
  reveal: (spot: Spot) => void;
  onOpen: (row: RecordRow) => void;
  /** Where rows can be chosen. */
  onChoose?: (row: number, extend: boolean) => void;
  /** Whether something was given up by it. */
  onEscape?: () => boolean;
  /** Shows the row in the side panel, or takes it away again. */
  onPeek: (row: RecordRow) => void;
}

// Characters: some ten thousand rows of a list. What is more comes in by an import, in the background and with an undo.
const MOST_PASTED = 2_000_000;
const START: Spot = { row: 0, column: 0 };
const COMPOSED = new Set(['Process', 'Dead', 'Unidentified']);

export function useGrid(options: Options) {
  const { object, columns, rowCount, rowAt, page, scroller } = options;
  useShortcuts(gridKeys());
  const [wished, setSpot] = useState<Spot>(START);
  // Columns and rows may have gone since; the focus stays within what is there.
  const spot = useMemo(
    () => ({
      row: Math.max(0, Math.min(wished.row, rowCount - 1)),
      column: Math.max(0, Math.min(wished.column, columns.length - 1)),
    }),
    [wished, rowCount, columns.length],
  );
  const [anchor, setAnchor] = useState<Spot>(START);
  const [editing, setEditing] = useState<{ value: unknown } | null>(null);
  const [pasted, setPasted] = useState<PastePlan | null>(null);
  const cells = useCellChange(object, columns);
  const wantsFocus = useRef(false);
  // A press gives the focus by itself, and with Shift it must not start a new range.
  const pressed = useRef(false);
  const extent = { rows: rowCount, columns: columns.length, page };
  const selection: Range = rangeOf(anchor, spot);

  useEffect(() => {
    if (!wantsFocus.current || editing) return;
    wantsFocus.current = false;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-place="${spot.row}:${spot.column}"]`)
      ?.focus({ preventScroll: true });
  });

  const go = (next: Spot, extend = false) => {
    wantsFocus.current = true;
    setSpot(next);
    if (!extend) setAnchor(next);
    options.reveal(next);
  };
  const valueAt = (row: RecordRow, field: Field) => {
    const waiting = cells.pending.get(row.id);
    return waiting && field.key in waiting ? waiting[field.key] : row[field.key];
  };
  const edit = (at: Spot, start?: unknown) => {
    const row = rowAt(at.row);
    const field = columns[at.column];
    if (!row || !field || !canWrite(object, field)) return false;
    const tried = cells.refused.get(row.id)?.[field.key]?.tried;
    // The editor stands before the key that opened it lands, so that the key is typed into it.
    flushSync(() => setEditing({ value: start ?? tried ?? valueAt(row, field) ?? null }));
    return true;
  };
  const paste = (text: string) => {
    if (text.length > MOST_PASTED) {
      const size = formatBytes(new Blob([text]).size);
      notifications.show({ color: 'red', message: t('paste.too_much_table', { size }) });
      return;
    }
    const plan = planPaste({ object, columns, rowAt, rowCount, selection, cells: readTsv(text) });
    const [only] = plan.changes;
    if (plan.changes.length === 1 && only && !plan.left.length && only.lookup === undefined)
      cells.change(only.row, only.field.key, only.value);
    else setPasted(plan);
  };

  // Shift and the space bar choose a row as in a spreadsheet; `x` where it cannot be the beginning of a text that is typed.
  const isChoosing = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const field = columns[spot.column];
    const isTyped = spot.column > 0 && field && canWrite(object, field);
    return (event.key === ' ' && event.shiftKey) || (event.key === 'x' && !isTyped);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (editing || !target.closest('[role=gridcell]')) return;
    // A link that was pressed has the focus of its cell: it follows Enter, all else is the table's.
    if (!target.matches('[role=gridcell]') && (event.key === 'Enter' || (event.key === ' ' && !target.matches('a'))))
      return;
    const row = rowAt(spot.row);
    const next = event.altKey ? null : moveSpot(spot, event, extent);
    if (next) {
      event.preventDefault();
      go(next, event.shiftKey);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (row) options.onOpen(row);
    } else if (event.key === ' ' && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (row) options.onPeek(row);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      if (!edit(spot) && row && event.key === 'Enter') options.onOpen(row);
    } else if (options.onChoose && isChoosing(event)) {
      event.preventDefault();
      options.onChoose(spot.row, false);
    } else if (event.key === 'Escape') {
      if (!isWide(selection) && options.onEscape?.()) return;
      setAnchor(spot);
      const field = columns[spot.column];
      if (row && field) cells.letGo(row, field.key);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !isWide(selection)) {
      const field = columns[spot.column];
      if (row && field && canWrite(object, field) && !field.required) cells.change(row, field.key, null);
    } else if (COMPOSED.has(event.key) || event.nativeEvent.isComposing) {
      // An input method begins a word, or an accent waits for its letter: the editor takes both.
      if (edit(spot)) event.stopPropagation();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (edit(spot)) event.stopPropagation();
    }
  };

  // A screen reader or a script may give the focus to a cell without a key or a press.
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const [row, column] = (event.target.dataset.place ?? '').split(':').map(Number);
    if (row === undefined || column === undefined || (row === spot.row && column === spot.column)) return;
    setSpot({ row, column });
    setAnchor((old) => (pressed.current ? old : { row, column }));
  };

  const onCopy = (event: ClipboardEvent) => {
    const found: string[][] = [];
    for (let at = selection.top; at <= selection.bottom; at++) {
      const row = rowAt(at);
      if (row)
        found.push(columns.slice(selection.left, selection.right + 1).map((one) => copied(one, valueAt(row, one))));
    }
    const missing = selection.bottom - selection.top + 1 - found.length;
    if (missing > 0) notifications.show({ color: 'orange', message: t('table.not_copied', { rows: missing }) });
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeTsv(found));
    event.clipboardData.setData('text/html', writeHtml(found));
  };

  const onPaste = (event: ClipboardEvent) => {
    if (editing || pasted || !(event.target as HTMLElement).closest('[role=gridcell]')) return;
    event.preventDefault();
    paste(event.clipboardData.getData('text/plain'));
  };

  const latest: RowActions = {
    press: (row, column, extend) => {
      // Another cell is being edited: its input loses the focus by this press, and saves.
      const next = { row, column };
      pressed.current = true;
      requestAnimationFrame(() => {
        pressed.current = false;
      });
      setSpot(next);
      if (!extend) setAnchor(next);
    },
    drag: (row, column) => {
      if (!editing) setSpot({ row, column });
    },
    edit: (row, column, start) => {
      const at = { row, column };
      setSpot(at);
      setAnchor(at);
      edit(at, start);
    },
    save: (row, field, value, leave) => {
      setEditing(null);
      if (JSON.stringify(value ?? null) !== JSON.stringify(valueAt(row, field) ?? null))
        cells.change(row, field.key, value);
      if (leave === 'away') return;
      wantsFocus.current = true;
      if (leave === 'stay') return;
      go(
        leave === 'down'
          ? { ...spot, row: Math.min(spot.row + 1, rowCount - 1) }
          : nextSpot(spot, leave === 'back', extent),
      );
    },
    cancel: () => {
      setEditing(null);
      wantsFocus.current = true;
    },
    force: (refusal, field) => cells.change(refusal.row, field.key, refusal.tried, true),
    letGo: (refusal, field) => {
      cells.letGo(refusal.row, field.key);
      wantsFocus.current = true;
    },
    choose: (row, extend) => options.onChoose?.(row, extend),
  };
  // The same object for every row and every time: a move of the focus draws two rows anew, not all.
  const held = useRef(latest);
  held.current = latest;
  const actions = useMemo<RowActions>(
    () => ({
      press: (...given) => held.current.press(...given),
      drag: (...given) => held.current.drag(...given),
      edit: (...given) => held.current.edit(...given),
      save: (...given) => held.current.save(...given),
      cancel: () => held.current.cancel(),
      force: (...given) => held.current.force(...given),
      letGo: (...given) => held.current.letGo(...given),
      choose: (...given) => held.current.choose(...given),
    }),
    [],
  );

  return {
    spot,
    selection,
    editing,
    cells,
    actions,
    pasted,
    endPaste: () => {
      setPasted(null);
      wantsFocus.current = true;
    },
    /** Moves the focus within the table to a row; the page's focus stays where it is. */
    select: (row: number) => {
      const next = { ...spot, row };
      wantsFocus.current = scroller.current?.contains(document.activeElement) ?? false;
      setSpot(next);
      setAnchor(next);
      options.reveal(next);
    },
    listeners: { onKeyDown, onCopy, onPaste, onFocus },
  };
}
