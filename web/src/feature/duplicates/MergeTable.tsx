// The fields of the records side by side: one radio per value, lists united, and what the merged record will hold.
import { Badge, Radio, Text, UnstyledButton } from '@mantine/core';
import { Check } from 'lucide-react';
import type { MergeField, MergePreview } from '../../api/duplicates.ts';
import type { Field, ObjectType, RecordRow } from '../../api/types.ts';
import { faceOf } from '../../field/faces.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { isBlank } from '../../field/shared/values.ts';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './duplicates.module.css';

interface Props {
  object: ObjectType;
  records: RecordRow[];
  winner: string;
  preview: MergePreview;
  values: Record<string, unknown>;
  onlyDiffering: boolean;
  onWinner: (id: string) => void;
  onValue: (field: string, value: unknown) => void;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** One knows it and another does not: nothing to choose, but something that comes along. */
const isFilled = (row: MergeField, records: RecordRow[]) =>
  records.some((record) => isBlank(row.values.find((one) => one.from === record.id)?.value)) && !isBlank(row.chosen);

export function MergeTable(props: Props) {
  const { object, records, winner, preview, onlyDiffering } = props;
  const rows = preview.fields.flatMap((row) => {
    const field = object.fields.find((one) => one.key === row.field);
    return field && (!onlyDiffering || row.differs || isFilled(row, records)) ? [{ row, field }] : [];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled with the keyboard too
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('duplicates.side_by_side')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.fieldHead}>
              <span className="visually-hidden">{t('duplicates.field')}</span>
            </th>
            {records.map((record, place) => (
              <th key={record.id} scope="col" data-winner={record.id === winner || undefined}>
                <UnstyledButton
                  className={classes.head}
                  aria-pressed={record.id === winner}
                  aria-keyshortcuts={String(place + 1)}
                  onClick={() => props.onWinner(record.id)}
                >
                  <kbd className={classes.key}>{place + 1}</kbd>
                  {record.id === winner ? (
                    <Badge color="spruce" leftSection={<Check size={12} />}>
                      {t('duplicates.stays')}
                    </Badge>
                  ) : (
                    <Text size="xs" c="dimmed">
                      {t('duplicates.keep_this')}
                    </Text>
                  )}
                </UnstyledButton>
                <RecordLink object={object.key} id={record.id} className={classes.recordTitle}>
                  {record.title || t('record.untitled')}
                </RecordLink>
                <Text size="xs" c="dimmed" fw={400}>
                  {t('duplicates.made', { when: formatDate(record.created_at.slice(0, 10)) })}
                </Text>
              </th>
            ))}
            <th scope="col" className={classes.result}>
              {t('duplicates.result')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, field }) => (
            <FieldRow key={row.field} {...props} row={row} field={field} />
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={records.length + 2}>
                <Text size="sm" c="dimmed">
                  {t('duplicates.no_difference')}
                </Text>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function FieldRow({ records, row, field, values, onValue }: Props & { row: MergeField; field: Field }) {
  const { Cell } = faceOf(field);
  const isChosen = row.field in values;
  // A list of the rule is none of the values that stand there: it is all of them together.
  const isUnited = !isChosen && Array.isArray(row.chosen) && !row.values.some((one) => same(one.value, row.chosen));
  return (
    <tr>
      <th scope="row">{field.label}</th>
      {records.map((record) => {
        const value = row.values.find((one) => one.from === record.id)?.value;
        const first = row.values.find((one) => same(one.value, row.chosen))?.from;
        const checked = !isUnited && (isChosen ? same(values[row.field], value) : first === record.id);
        return (
          <td key={record.id} data-checked={checked || undefined}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the radio is drawn inside where one may choose */}
            <label className={classes.choice}>
              {row.writable && row.differs && !isBlank(value) && (
                <Radio
                  size="xs"
                  name={`merge-${row.field}`}
                  checked={checked}
                  onChange={() => onValue(row.field, value)}
                  aria-label={`${field.label}: ${faceOf(field).text(value, field)}`}
                />
              )}
              {isBlank(value) ? (
                <span className={classes.blank}>{t('record.nothing')}</span>
              ) : (
                <span className={classes.value}>
                  <Cell field={field} value={value} />
                </span>
              )}
            </label>
          </td>
        );
      })}
      <td className={classes.result}>
        <span className={classes.value}>
          <Cell field={field} value={row.chosen} />
        </span>
        {isUnited && (
          <Badge size="sm" color="gray">
            {t('duplicates.united')}
          </Badge>
        )}
        {isChosen && (
          <UnstyledButton className={classes.reset} onClick={() => onValue(row.field, undefined)}>
            {t(Array.isArray(row.chosen) ? 'duplicates.unite_again' : 'duplicates.reset')}
          </UnstyledButton>
        )}
      </td>
    </tr>
  );
}
