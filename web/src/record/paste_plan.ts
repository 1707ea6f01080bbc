// What pasting a range would change, and what of it would not fit and why; nothing is written here.
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import type { Range } from './cell_range.ts';
import { readCell } from './cell_text.ts';

export interface PasteChange {
  row: RecordRow;
  field: Field;
  text: string;
  value?: unknown;
  /** The title of a record still to be found. */
  lookup?: string;
}

export interface Left {
  where: string;
  text: string;
  reason: string;
}

export interface PastePlan {
  changes: PasteChange[];
  left: Left[];
}

interface Paste {
  object: ObjectType;
  columns: Field[];
  rowAt: (index: number) => RecordRow | undefined;
  rowCount: number;
  selection: Range;
  cells: string[][];
}

export const whereOf = (row: RecordRow, field: Field) => `${row.title || t('record.untitled')} › ${field.label}`;

export function planPaste({ object, columns, rowAt, selection, cells }: Paste): PastePlan {
  const plan: PastePlan = { changes: [], left: [] };
  for (const [down, line] of spread(cells, selection).entries()) {
    const row = rowAt(selection.top + down);
    for (const [across, text] of line.entries()) {
      const field = columns[selection.left + across];
      const refuse = (where: string, reason: string) => plan.left.push({ where, text, reason });
      if (!row || !field) refuse(row ? row.title : '', t(row ? 'paste.no_column' : 'paste.no_row'));
      else if (!canWrite(object, field)) refuse(whereOf(row, field), t('paste.locked'));
      else {
        const read = readCell(field, text);
        if ('problem' in read) refuse(whereOf(row, field), read.problem);
        else plan.changes.push({ row, field, text, ...read });
      }
    }
  }
  return plan;
}

/** One copied cell fills the whole selection; anything larger is pasted as it is. */
function spread(cells: string[][], { top, bottom, left, right }: Range): string[][] {
  const only = cells[0]?.[0];
  if (cells.length !== 1 || cells[0]?.length !== 1 || only === undefined) return cells;
  return Array.from({ length: bottom - top + 1 }, () => Array.from({ length: right - left + 1 }, () => only));
}

/** Whether a column can be written in; whether this record can, the server says when it is tried. */
export function canWrite(object: ObjectType, field: Field): boolean {
  return (
    field.access === 'write' &&
    !field.read_only &&
    field.kind !== 'computed' &&
    object.can.change !== 'none' &&
    !field.key.includes('.')
  );
}
