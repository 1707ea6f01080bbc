// Text of several lines; Markdown is kept as written and its simplest marks are shown.
import { Textarea } from '@mantine/core';
import { TextFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';
import { Prose } from './Prose.tsx';

function Cell({ value, dense }: CellProps) {
  const content = asText(value);
  return dense ? content.replace(/\s+/g, ' ').slice(0, 200) : <Prose text={content} />;
}

function Input(props: InputProps) {
  return (
    <Textarea
      {...frame(props)}
      value={asText(props.value)}
      autosize
      minRows={3}
      maxRows={16}
      maxLength={props.field.max_length ?? undefined}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}

export const long_text: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: asText,
  width: 280,
  editor: 'block',
  example: 'Prefers calls in the **morning**.\n\n- no calls on Friday',
};
