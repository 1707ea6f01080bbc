// One field on a record's page: its value, edited where it stands, with its history a click away.
import { ActionIcon, Alert, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { Info, Pencil } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { describeField, describeProblem } from '../api/describe.ts';
import { Problem } from '../api/problem.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { isBlank } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { FieldHistory } from './FieldHistory.tsx';
import classes from './record.module.css';
import { useChange } from './use_change.ts';

export function canEdit(field: Field, record: RecordRow): boolean {
  return (
    field.access === 'write' &&
    !field.read_only &&
    field.kind !== 'computed' &&
    (record.can?.includes('change') ?? false) &&
    !(record.readonly?.includes(field.key) ?? false) &&
    !record.removed_at
  );
}

const AT_ONCE = new Set<Field['kind']>(['choice', 'link', 'boolean']);

export function FieldRow({ object, field, record }: { object: ObjectType; field: Field; record: RecordRow }) {
  const face = faceOf(field);
  const value = record[field.key];
  const editable = canEdit(field, record);
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState<unknown>(null);
  const change = useChange(object, record.id);
  const holder = useRef<HTMLDivElement>(null);
  const settled = useRef(false);

  const begin = () => {
    settled.current = false;
    setDraft(value ?? null);
    change.reset();
    setEditing(true);
  };
  const close = () => {
    settled.current = true;
    setEditing(false);
    change.reset();
    requestAnimationFrame(() => holder.current?.querySelector<HTMLElement>('[data-edit]')?.focus());
  };
  const save = (force = false, next: unknown = draft) => {
    if (settled.current && !force) return;
    if (!force && JSON.stringify(next ?? null) === JSON.stringify(value ?? null)) return close();
    settled.current = true;
    change.mutate(
      { values: { [field.key]: next }, force },
      {
        onSuccess: () => setEditing(false),
        onError: () => {
          settled.current = false;
        },
      },
    );
    if (!change.isError) setEditing(false);
  };

  const failed = change.isError;
  const conflict = change.error instanceof Problem ? change.error.conflict : undefined;
  const beside =
    change.error instanceof Problem
      ? change.error.problems.filter((one) => one.field.split(/[.[]/)[0] === field.key).map(describeField)[0]
      : undefined;

  if (editing || failed) {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.stopPropagation();
        close();
      }
      const enter = event.key === 'Enter' && !event.defaultPrevented && !event.nativeEvent.isComposing;
      if (enter && (face.editor === 'line' || event.ctrlKey || event.metaKey)) {
        const owner = (event.target as HTMLElement).getAttribute('aria-expanded');
        if (owner === 'true') return;
        event.preventDefault();
        save();
      }
    };
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: hears Enter and Escape of the input inside
      <div className={classes.fieldEditing} ref={holder} onKeyDown={onKeyDown}>
        <face.Input
          field={field}
          value={draft}
          label={field.label}
          description={field.help ?? undefined}
          required={field.required}
          autoFocus
          error={failed && !conflict?.changed ? (beside ?? describeProblem(change.error)) : undefined}
          onChange={(next) => {
            setDraft(next);
            // Choosing is deciding: nothing is left to type.
            if (AT_ONCE.has(field.kind) && !failed) save(false, next);
          }}
        />
        {conflict && (
          <ConflictNote object={object} conflict={conflict} onKeepMine={() => save(true)} onTakeTheirs={close} />
        )}
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" onClick={() => save()} loading={change.isPending}>
            {t('action.save')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={close}>
            {t('action.cancel')}
          </Button>
        </Group>
      </div>
    );
  }

  const blank = isBlank(value);
  return (
    <div className={classes.field} ref={holder}>
      <div className={classes.fieldLabel}>
        <span title={field.label}>{field.label}</span>
        {field.help && (
          <Tooltip label={field.help} multiline maw={280}>
            <Info size={12} aria-label={field.help} />
          </Tooltip>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a wider target for the pencil button, which takes the keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        className={classes.fieldValue}
        data-editable={editable || undefined}
        onClick={(event) => {
          if (editable && !(event.target as HTMLElement).closest('a, button') && !window.getSelection()?.toString())
            begin();
        }}
      >
        {blank ? (
          <span className={classes.blank}>
            {editable ? t('record.add_value', { field: field.label.toLowerCase() }) : '—'}
          </span>
        ) : (
          <face.Cell field={field} value={value} />
        )}
      </div>
      <div className={classes.fieldTools}>
        {field.kind !== 'computed' && <FieldHistory object={object} id={record.id} field={field} />}
        {editable && (
          <ActionIcon size="sm" data-edit onClick={begin} aria-label={t('record.edit_field', { field: field.label })}>
            <Pencil size={13} />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}

/** What went wrong with a whole form or page, above it. */
export function ProblemNote({ error }: { error: unknown }) {
  return (
    <Alert color="red" role="alert">
      <Stack gap={2}>
        <Text size="sm">{describeProblem(error)}</Text>
      </Stack>
    </Alert>
  );
}
