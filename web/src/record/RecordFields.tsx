// The fields of a record in the sections of its layout; those that are empty and seldom asked for wait behind a button.
import { Button, Collapse, Text, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { isBlank } from '../field/shared/values.ts';
import { formatTimestamp } from '../i18n/format.ts';
import { currentLanguage, t } from '../i18n/index.ts';
import { FieldRow } from './FieldRow.tsx';
import { type ArrangedSection, arrange, type Placed, pageFields } from './layout/arrange.ts';
import { useLayout } from './layout/use_layout.ts';
import classes from './record.module.css';

interface Props {
  object: ObjectType;
  record: RecordRow;
  /** The tab whose sections are shown; without one those that stand in none. */
  tab?: string | undefined;
}

export function RecordFields({ object, record, tab }: Props) {
  const layout = useLayout(object.key);
  if (layout === undefined) return null;
  const present = pageFields(object).filter((field) => field.key in record || field.access === 'write');
  const isNamed = new Set(layout?.sections.flatMap((section) => section.fields.map((one) => one.field)));
  const computed = present.filter(
    (field) => field.kind === 'computed' && !isNamed.has(field.key) && !isBlank(record[field.key]),
  );
  // What is summed up from other records is many fields, shown well elsewhere: here it waits folded.
  const isKept = (field: Field) => field.read_only && !field.tracked && !field.system && field.kind !== 'computed';
  const kept = present.filter((field) => isKept(field) && !isNamed.has(field.key) && !isBlank(record[field.key]));
  const own = present.filter((field) => isNamed.has(field.key) || (field.kind !== 'computed' && !isKept(field)));
  const sections = arrange(layout ?? undefined, own, record, currentLanguage()).filter((one) => one.tab === tab);
  const row = ({ field, required }: Placed) => (
    <FieldRow key={field.key} object={object} field={field} record={record} required={required} />
  );
  if (tab) return sections.map((section) => <Section key={section.key} object={object} section={section} row={row} />);
  return (
    <>
      {sections.map((section) =>
        section.label === null ? (
          <Rest
            key=""
            object={object}
            record={record}
            placed={section.fields}
            isOnly={sections.length === 1}
            row={row}
          />
        ) : (
          <Section key={section.key} object={object} section={section} row={row} />
        ),
      )}
      {computed.length > 0 && (
        <>
          <h2 className={classes.section}>{t('record.section_computed')}</h2>
          {computed.map((field) => row({ field, required: false }))}
        </>
      )}
      {kept.length > 0 && (
        <Section
          object={object}
          section={{
            key: 'kith-kept',
            label: t('record.section_summary'),
            collapsed: true,
            tab: undefined,
            fields: kept.map((field) => ({ field, required: false })),
          }}
          row={row}
        />
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

type Row = (placed: Placed) => React.ReactNode;

/** A section of the layout; how somebody left it folded is remembered on this device. */
function Section({ object, section, row }: { object: ObjectType; section: ArrangedSection; row: Row }) {
  const [open, setOpen] = useLocalStorage({
    key: `kith-section-${object.key}-${section.key}`,
    defaultValue: !section.collapsed,
    getInitialValueInEffect: false,
  });
  return (
    <section aria-label={section.label ?? undefined}>
      <h2 className={classes.section}>
        <UnstyledButton className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size={13} aria-hidden="true" />
          {section.label}
        </UnstyledButton>
      </h2>
      <Collapse expanded={open}>{section.fields.map(row)}</Collapse>
    </section>
  );
}

interface RestProps {
  object: ObjectType;
  record: RecordRow;
  placed: Placed[];
  isOnly: boolean;
  row: Row;
}

/** What no layout names: all fields where there is none. The empty ones are shown when asked for. */
function Rest({ object, record, placed, isOnly, row }: RestProps) {
  const [showAll, setShowAll] = useState(false);
  const main = new Set([object.title_field, ...object.list_fields, 'owner']);
  const isMain = ({ field, required }: { field: Field; required: boolean }) =>
    required || (isOnly && main.has(field.key)) || !isBlank(record[field.key]);
  const filled = placed.filter(isMain);
  const rest = placed.filter((one) => !isMain(one));
  return (
    <section>
      <h2 className={classes.section}>{isOnly ? t('record.section_main') : t('record.section_more')}</h2>
      {filled.map(row)}
      {showAll && rest.map(row)}
      {rest.length > 0 && (
        <Button variant="subtle" color="gray" size="compact-xs" mt={4} ml={4} onClick={() => setShowAll((was) => !was)}>
          {showAll ? t('record.fewer_fields') : t('record.more_fields', { count: rest.length })}
        </Button>
      )}
    </section>
  );
}
