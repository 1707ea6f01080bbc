// One row of a table: its cells in sight, what is on its way over them, and what was refused beside them.
import { Button, Group, Popover, Text } from '@mantine/core';
import { memo } from 'react';
import { describeField, describeProblem } from '../api/describe.ts';
import { Problem } from '../api/problem.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { alignOf, faceOf } from '../field/faces.ts';
import { PeekButton } from '../field/link/PeekButton.tsx';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { RowBox } from './bulk/RowBox.tsx';
import { CellEditor, type Leave } from './CellEditor.tsx';
import { ConflictNote } from './ConflictNote.tsx';
import cell from './cell.module.css';
import type { Layout } from './column_model.ts';
import classes from './table.module.css';
import type { Refusal } from './use_cell_change.ts';

export interface RowActions {
  press: (row: number, column: number, extend: boolean) => void;
  drag: (row: number, column: number) => void;
  edit: (row: number, column: number, start?: unknown) => void;
  save: (row: RecordRow, field: Field, value: unknown, leave: Leave) => void;
  cancel: () => void;
  force: (refusal: Refusal, field: Field) => void;
  letGo: (refusal: Refusal, field: Field) => void;
  choose: (row: number, extend: boolean) => void;
}

interface Props {
  row: RecordRow | undefined;
  index: number;
  start: number;
  columns: Field[];
  layout: Layout;
  places: number[];
  object: ObjectType;
  /** The focused column, if it is this row's. */
  focused: number | null;
  /** Selected columns of this row: first and last, or none. */
  from: number;
  to: number;
  editing: { value: unknown } | null;
  pending: Record<string, unknown> | undefined;
  refused: Record<string, Refusal> | undefined;
  /** Whether the row is chosen; undefined where rows cannot be. */
  chosen: boolean | undefined;
  actions: RowActions;
}

export const TableRow = memo(function TableRow(props: Props) {
  const { row, index, start, columns, layout, places, object, focused, editing, pending, refused, chosen, actions } =
    props;
  return (
    <div
      className={classes.row}
      style={{ transform: `translateY(${start}px)` }}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-chosen={chosen || undefined}
      data-editing={(editing && focused !== null) || undefined}
    >
      {places.map((place) => {
        const field = columns[place];
        if (!field) return null;
        const left = layout.edges[place] ?? 0;
        const isFocused = focused === place;
        const value = pending && field.key in pending ? pending[field.key] : row?.[field.key];
        const refusal = refused?.[field.key];
        return (
          <div
            key={field.key}
            role="gridcell"
            tabIndex={isFocused ? 0 : -1}
            className={place === 0 ? classes.first : classes.cell}
            style={{ left: place === 0 ? 0 : left, width: (layout.edges[place + 1] ?? 0) - left }}
            aria-colindex={place + 1}
            aria-selected={(place >= props.from && place <= props.to) || undefined}
            aria-invalid={refusal ? true : undefined}
            data-align={alignOf(field)}
            data-focused={isFocused || undefined}
            data-pending={(pending && field.key in pending) || undefined}
            data-place={`${index}:${place}`}
            title={isFocused && !editing ? t('table.cell_hint') : undefined}
            aria-keyshortcuts={isFocused ? 'Enter F2 Shift+F10' : undefined}
            onMouseDown={(event) => event.button === 0 && actions.press(index, place, event.shiftKey)}
            onMouseEnter={(event) => event.buttons === 1 && actions.drag(index, place)}
            onDoubleClick={() => actions.edit(index, place)}
          >
            {place === 0 && row && chosen !== undefined && (
              <RowBox
                label={t('bulk.choose', { title: row.title || t('record.untitled') })}
                checked={chosen}
                onToggle={(extend) => actions.choose(index, extend)}
              />
            )}
            {row ? (
              <Value row={row} field={field} value={value} object={object} isTitle={place === 0} />
            ) : (
              (place === 0 || place === places[1]) && (
                <span className={classes.skeleton} style={{ width: `${48 + ((index * 37) % 40)}%` }} />
              )
            )}
            {isFocused && row && editing && (
              <CellEditor
                field={field}
                value={editing.value}
                onSave={(next, leave) => actions.save(row, field, next, leave)}
                onCancel={actions.cancel}
              />
            )}
            {refusal && row && !(isFocused && editing) && (
              <Reason
                refusal={refusal}
                field={field}
                object={object}
                onAgain={() => actions.edit(index, place, refusal.tried)}
                onForce={() => actions.force(refusal, field)}
                onLetGo={() => actions.letGo(refusal, field)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
});

interface ValueProps {
  row: RecordRow;
  field: Field;
  value: unknown;
  object: ObjectType;
  isTitle: boolean;
}

function Value({ row, field, value, object, isTitle }: ValueProps) {
  const { Cell } = faceOf(field);
  if (!isTitle) return <Cell field={field} value={value} dense />;
  const title = row.title || t('record.untitled');
  return (
    <>
      {object.key === 'person' && <Avatar name={title} size={22} />}
      <RecordLink object={object.key} id={row.id} className={classes.title}>
        {field.key === object.title_field && value === row[field.key] ? (
          title
        ) : (
          <Cell field={field} value={value} dense />
        )}
      </RecordLink>
      <PeekButton
        object={object.key}
        id={row.id}
        title={title}
        hint={t('key.space')}
        tabIndex={-1}
        className={classes.peek}
      />
    </>
  );
}

interface ReasonProps {
  refusal: Refusal;
  field: Field;
  object: ObjectType;
  onAgain: () => void;
  onForce: () => void;
  onLetGo: () => void;
}

/** Why a change was not taken, beside the cell it was meant for. */
function Reason({ refusal: { error }, field, object, onAgain, onForce, onLetGo }: ReasonProps) {
  const problem = error instanceof Problem ? error : undefined;
  const isStale = problem?.conflict && !problem.conflict.record;
  const beside = problem?.problems.filter((one) => one.field.split(/[.[]/)[0] === field.key).map(describeField)[0];
  return (
    <Popover opened position="right" withArrow withRoles={false} closeOnEscape={false} closeOnClickOutside={false}>
      <Popover.Target>
        <span className={cell.around} />
      </Popover.Target>
      <Popover.Dropdown p="sm">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps its own clicks and keys from the table */}
        <div
          className={cell.reason}
          onMouseDown={(event) => event.stopPropagation()}
          onDoubleClick={(event) => event.stopPropagation()}
          onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
        >
          {problem?.conflict ? (
            <ConflictNote object={object} conflict={problem.conflict} onKeepMine={onForce} onTakeTheirs={onLetGo} />
          ) : (
            <Text size="sm" role="alert">
              {t('table.refused')} {beside ?? describeProblem(error)}
            </Text>
          )}
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" variant="default" onClick={onAgain}>
              {t('table.again')}
            </Button>
            {!isStale && (
              <Button size="compact-sm" variant="subtle" color="gray" onClick={onLetGo}>
                {t('table.let_go')}
              </Button>
            )}
          </Group>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
