// An instant, shown and typed in the user's own time zone.
import { DateTimePicker } from '@mantine/dates';
import { dayInput, dayOf, formatTimestamp, instantOf, wallTimeOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { DateFilter } from '../shared/DateFilter.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const show = (value: unknown) => (asText(value) ? formatTimestamp(asText(value)) : '');

function Cell({ value }: CellProps) {
  const instant = asText(value);
  return instant ? <time dateTime={instant}>{formatTimestamp(instant)}</time> : null;
}

function Input(props: InputProps) {
  return (
    <DateTimePicker
      {...frame(props)}
      value={wallTimeOf(asText(props.value))}
      onChange={(wall) => props.onChange(wall ? instantOf(wall) : null)}
      {...dayInput(true)}
      placeholder={t('field.time_hint')}
      clearable={!props.required}
    />
  );
}

function Filter(props: FilterProps) {
  return (
    <DateFilter
      {...props}
      convert={(day) => instantOf(`${day.slice(0, 10)} 00:00:00`)}
      read={(value) => (asText(value) ? dayOf(asText(value)) : null)}
    />
  );
}

export const timestamp: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 170,
  editor: 'line',
  example: '2026-11-22T10:00:00Z',
};
