// The fields of a record in their sections; those that are empty and seldom asked for wait behind a button.
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { isBlank } from '../field/shared/values.ts';
import { formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { FieldRow } from './FieldRow.tsx';
import classes from './record.module.css';

export function RecordFields({ object, record }: { object: ObjectType; record: RecordRow }) {
  const [showAll, setShowAll] = useState(false);
  // The owner is kept by the system like the times, but is a person to be seen and changed; the others stand below.
  const present = object.fields.filter(
    (field) => (!field.system || field.key === 'owner') && (field.key in record || field.access === 'write'),
  );
  const main = new Set([
    object.title_field,
    ...object.list_fields,
    ...present.filter((field) => field.required).map((field) => field.key),
  ]);
  const isMain = (field: Field) => field.key === 'owner' || main.has(field.key) || !isBlank(record[field.key]);
  const own = present.filter((field) => field.kind !== 'computed');
  const computed = present.filter((field) => field.kind === 'computed' && !isBlank(record[field.key]));
  const filled = own.filter(isMain);
  const rest = own.filter((field) => !isMain(field));
  const row = (field: Field) => <FieldRow key={field.key} object={object} field={field} record={record} />;
  return (
    <>
      <h2 className={classes.section}>{t('record.section_main')}</h2>
      {filled.map(row)}
      {rest.length > 0 && (
        <>
          {showAll && rest.map(row)}
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            mt={4}
            ml={4}
            onClick={() => setShowAll((was) => !was)}
          >
            {showAll ? t('record.fewer_fields') : t('record.more_fields', { count: rest.length })}
          </Button>
        </>
      )}
      {computed.length > 0 && (
        <>
          <h2 className={classes.section}>{t('record.section_computed')}</h2>
          {computed.map(row)}
        </>
      )}
      <h2 className={classes.section}>{t('record.section_system')}</h2>
      {(record.external_ids?.length ?? 0) > 0 && (
        <div className={classes.field}>
          <div className={classes.fieldLabel}>{t('field.external_ids')}</div>
          <div className={classes.fieldValue}>{record.external_ids?.join(', ')}</div>
        </div>
      )}
      <div className={classes.field}>
        <div className={classes.fieldLabel}>{t('field.created_at')}</div>
        <div className={classes.fieldValue}>
          {formatTimestamp(record.created_at)}
          {record.created_by && <Text span size="sm" c="dimmed">{` · ${record.created_by.name}`}</Text>}
        </div>
      </div>
    </>
  );
}
