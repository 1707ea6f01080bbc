// One field on a record's page: its value, edited where it stands, with where it comes from a key or a pointer away.
import { Info, Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { isBlank } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import { FieldEditor } from './FieldEditor.tsx';
import { FieldHistory } from './FieldHistory.tsx';
import { Editing } from './presence/Present.tsx';
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

interface Props {
  object: ObjectType;
  field: Field;
  record: RecordRow;
  /** By the dictionary or by a rule of the layout. */
  required?: boolean;
}

export function FieldRow({ object, field, record, required = field.required }: Props) {
  const { Cell } = faceOf(field);
  const value = record[field.key];
  const editable = canEdit(field, record);
  const [editing, setEditing] = useState(false);
  const [typed, setTyped] = useState<{ value: unknown } | null>(null);
  const change = useChange(object, record.id, field.label);
  const holder = useRef<HTMLDivElement>(null);

  const begin = () => {
    setTyped(null);
    change.reset();
    setEditing(true);
  };
  const close = () => {
    setEditing(false);
    setTyped(null);
    change.reset();
    requestAnimationFrame(() => holder.current?.querySelector<HTMLElement>('[data-edit]')?.focus());
  };
  // A refused value goes back to where it was typed.
  useEffect(() => {
    if (change.isError) setEditing(true);
  }, [change.isError]);

  if (editing || change.isError) {
    return (
      <div ref={holder}>
        <FieldEditor
          object={object}
          field={field}
          record={record}
          required={required}
          change={change}
          typed={typed}
          onSend={(next) => {
            setTyped({ value: next });
            setEditing(false);
          }}
          onClose={close}
        />
      </div>
    );
  }

  const blank = isBlank(value);
  return (
    <div className={classes.field} ref={holder} data-missing={(required && blank && editable) || undefined}>
      <div className={classes.fieldLabel}>
        <span title={field.label}>{field.label}</span>
        {required && editable && blank && (
          <span className={classes.mark} title={t('fields.required')}>
            *
          </span>
        )}
        {field.help && (
          <span title={field.help} className={classes.fieldHelp}>
            <Info size={12} aria-label={field.help} />
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a wider target for the pencil button, which takes the keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        className={classes.fieldValue}
        data-editable={editable || undefined}
        dir="auto"
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
          <Cell field={field} value={value} />
        )}
        <Editing field={field.key} />
      </div>
      <div className={classes.fieldTools}>
        {field.kind !== 'computed' && (
          <FieldHistory object={object} record={record} field={field} editable={editable} />
        )}
        {editable && (
          <button
            type="button"
            className={classes.fieldTool}
            data-edit
            onClick={begin}
            aria-label={t('record.edit_field', { field: field.label })}
          >
            <Pencil size={13} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  );
}
