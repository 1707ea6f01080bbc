// One of a list of choices.
import { Select } from '@mantine/core';
import type { Field } from '../../api/types.ts';
import { Chip } from '../shared/Chip.tsx';
import { ChoiceFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

const find = (field: Field, key: string) => field.choices?.find((choice) => choice.key === key);
const show = (value: unknown, field: Field) => find(field, asText(value))?.label ?? asText(value);

function Cell({ value, field }: CellProps) {
  const key = asText(value);
  if (!key) return null;
  return <Chip id={key} label={show(key, field)} color={find(field, key)?.color} />;
}

function Input(props: InputProps) {
  return (
    <Select
      {...frame(props)}
      data={(props.field.choices ?? []).map((choice) => ({ value: choice.key, label: choice.label }))}
      value={asText(props.value) || null}
      onChange={(next) => props.onChange(next)}
      searchable={(props.field.choices?.length ?? 0) > 7}
      clearable={!props.required}
      allowDeselect={!props.required}
      limit={200}
    />
  );
}

export const choice: FieldFace = {
  Cell,
  Input,
  Filter: ChoiceFilter,
  text: show,
  width: 150,
  editor: 'line',
  example: 'new',
};
