// A field of a record while it is edited: what was typed stays, whatever happens to the record or on the way to the server.
import { Alert, Button, Group, Text } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { describeField, describeProblem } from '../api/describe.ts';
import { Problem } from '../api/problem.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { formatRelative } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { CopyButton } from './lost.tsx';
import { usePresenceField } from './presence/context.tsx';
import classes from './record.module.css';
import { isSame, isTheirs } from './theirs.ts';
import { useUnsaved } from './unsaved.tsx';
import type { useChange } from './use_change.ts';
import { useRemoval } from './use_removal.tsx';

const AT_ONCE = new Set<Field['kind']>(['choice', 'link', 'boolean']);

interface Props {
  object: ObjectType;
  field: Field;
  record: RecordRow;
  required?: boolean;
  change: ReturnType<typeof useChange>;
  /** What was typed before a save that was refused. */
  typed: { value: unknown } | null;
  /** Told of each value that is sent, before it is. */
  onSend: (value: unknown) => void;
  onClose: () => void;
}

export function FieldEditor({ object, field, record, required, change, typed, onSend, onClose }: Props) {
  const face = faceOf(field);
  const now = record[field.key] ?? null;
  const [began, setBegan] = useState<unknown>(now);
  const [draft, setDraft] = useState<unknown>(typed ? typed.value : now);
  const [isMissing, setMissing] = useState(false);
  const note = useRef<HTMLDivElement>(null);
  const removal = useRemoval(object, record, () => {});
  const isDirty = !isSame(draft, began);
  useUnsaved(field.label, isDirty);
  usePresenceField(field.key);
  useEffect(() => {
    // Nothing was typed yet: what others wrote is simply what stands there now.
    if (!isDirty && !isSame(began, now)) {
      setBegan(now);
      setDraft(now);
    }
  }, [isDirty, began, now]);

  const removed = Boolean(record.removed_at);
  const failed = change.isError;
  const conflict = change.error instanceof Problem ? change.error.conflict : undefined;
  // The server told the same in its own words already.
  const theirs = !conflict?.changed && isDirty && isTheirs({ began, now, mine: draft });
  const beside =
    change.error instanceof Problem
      ? change.error.problems.filter((one) => one.field.split(/[.[]/)[0] === field.key).map(describeField)[0]
      : undefined;
  const gone =
    change.error instanceof Problem && (change.error.code === 'not_found' || change.error.code === 'forbidden');
  const text = face.text(draft, field);

  const save = (force = false, next: unknown = draft) => {
    if (removed || change.isPending) return;
    if (required && (next === null || next === undefined || next === '')) {
      setMissing(true);
      return;
    }
    if (!force && !failed && isSame(next, now)) return onClose();
    if (!force && isTheirs({ began, now, mine: next })) {
      // Not over what another has just written, before it was seen.
      note.current?.querySelector<HTMLElement>('button')?.focus();
      return;
    }
    onSend(next);
    change.mutate({ values: { [field.key]: next }, force, typed: face.text(next, field) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      onClose();
    }
    const enter = event.key === 'Enter' && !event.defaultPrevented && !event.nativeEvent.isComposing;
    const held = event.ctrlKey || event.metaKey;
    if ((enter && (face.editor === 'line' || held)) || (event.key.toLowerCase() === 's' && held)) {
      const target = event.target as HTMLElement;
      if (enter && !held && (target.getAttribute('aria-expanded') === 'true' || target.closest('button'))) return;
      event.preventDefault();
      save();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Enter and Escape of the input inside
    <div className={classes.fieldEditing} data-editing onKeyDown={onKeyDown}>
      <face.Input
        field={field}
        value={draft}
        label={field.label}
        description={field.help ?? undefined}
        required={required}
        autoFocus
        error={
          isMissing
            ? t('form.required', { field: field.label })
            : failed && !conflict?.changed
              ? (beside ?? describeProblem(change.error))
              : undefined
        }
        onChange={(next) => {
          setDraft(next);
          setMissing(false);
          // Choosing is deciding: nothing is left to type.
          if (AT_ONCE.has(field.kind) && !failed) save(false, next);
        }}
      />
      {conflict && (
        <ConflictNote object={object} conflict={conflict} onKeepMine={() => save(true)} onTakeTheirs={onClose} />
      )}
      {theirs && (
        <Alert ref={note} color="orange" mt="xs" title={t('conflict.title')} role="alert">
          <Text size="sm">
            {t('conflict.theirs', {
              who: record.updated_by?.name ?? t('conflict.someone'),
              when: formatRelative(record.updated_at),
              field: field.label,
              value: face.text(now, field) || t('record.nothing'),
            })}
          </Text>
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" onClick={() => setBegan(now)}>
              {t('conflict.keep_mine')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onClose}>
              {t('conflict.take_theirs')}
            </Button>
          </Group>
        </Alert>
      )}
      {removed && (
        <Alert color="orange" mt="xs" title={t('lost.removed')} role="alert">
          <Text size="sm">{t('lost.removed_text')}</Text>
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" onClick={() => void removal.restore()}>
              {t('action.restore')}
            </Button>
            <CopyButton text={text} />
          </Group>
        </Alert>
      )}
      <Group gap="xs" mt="xs">
        {!removed && (
          <Button size="compact-sm" onClick={() => save()} loading={change.isPending} aria-keyshortcuts="Control+S">
            {t('action.save')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        {gone && <CopyButton text={text} />}
      </Group>
    </div>
  );
}
