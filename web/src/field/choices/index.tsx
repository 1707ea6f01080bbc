// Several of a list of choices.
import { MultiSelect } from '@mantine/core';
import type { Field } from '../../api/types.ts';
import { ChipRow } from '../shared/Chip.tsx';
import { ChoiceFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asStrings } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

const labelOf = (field: Field, key: string) => field.choices?.find((choice) => choice.key === key)?.label ?? key;

function Cell({ value, field, dense }: CellProps) {
  const chips = asStrings(value).map((key) => ({
    key,
    label: labelOf(field, key),
    color: field.choices?.find((choice) => choice.key === key)?.color,
  }));
  return chips.length ? <ChipRow chips={chips} dense={dense} /> : null;
}

function Input(props: InputProps) {
  return (
    <MultiSelect
      {...frame(props)}
      data={(props.field.choices ?? []).map((choice) => ({ value: choice.key, label: choice.label }))}
      value={asStrings(props.value)}
      onChange={(next) => props.onChange(next.length ? next : null)}
      searchable
      clearable
      limit={200}
    />
  );
}

export const choices: FieldFace = {
  Cell,
  Input,
  Filter: ChoiceFilter,
  text: (value, field) =>
    asStrings(value)
      .map((key) => labelOf(field, key))
      .join(', '),
  width: 200,
  editor: 'block',
  example: ['new', 'other'],
};
