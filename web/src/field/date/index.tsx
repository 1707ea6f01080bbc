// A calendar day without a time.
import { DateInput } from '@mantine/dates';
import { dayInput, formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { DateFilter } from '../shared/DateFilter.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const show = (value: unknown) => (asText(value) ? formatDate(asText(value)) : '');

function Cell({ value }: CellProps) {
  const day = asText(value);
  return day ? <time dateTime={day}>{formatDate(day)}</time> : null;
}

function Input(props: InputProps) {
  return (
    <DateInput
      {...frame(props)}
      value={asText(props.value) || null}
      onChange={(day) => props.onChange(day ? day.slice(0, 10) : null)}
      {...dayInput()}
      placeholder={t('field.date_hint')}
      clearable={!props.required}
    />
  );
}

function Filter(props: FilterProps) {
  return <DateFilter {...props} convert={(day) => day} read={(value) => asText(value) || null} />;
}

export const date: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 130,
  editor: 'line',
  example: '2026-01-31',
};
