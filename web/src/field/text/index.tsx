// One line of text.
import { TextInput } from '@mantine/core';
import { TextFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

function Cell({ value }: CellProps) {
  return <>{asText(value)}</>;
}

function Input(props: InputProps) {
  return (
    <TextInput
      {...frame(props)}
      value={asText(props.value)}
      maxLength={props.field.max_length ?? undefined}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}

export const text: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: asText,
  width: 200,
  editor: 'line',
  example: 'Three crates of apples',
};
