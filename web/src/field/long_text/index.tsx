// Text of several lines; Markdown is kept as written and its simplest marks are shown.
import { TextFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';
import { MentionArea } from './MentionArea.tsx';
import { typed } from './mention.ts';
import { Prose } from './Prose.tsx';

function Cell({ value, dense }: CellProps) {
  const content = asText(value);
  return dense ? typed(content).replace(/\s+/g, ' ').slice(0, 200) : <Prose text={content} />;
}

function Input(props: InputProps) {
  return (
    <MentionArea
      {...frame(props)}
      value={asText(props.value)}
      autosize
      minRows={3}
      maxRows={16}
      maxLength={props.field.max_length ?? undefined}
      onChange={(next) => props.onChange(next || null)}
    />
  );
}

export const long_text: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: (value) => typed(asText(value)),
  width: 280,
  editor: 'block',
  example: 'Prefers calls in the **morning**.\n\n- no calls on Friday',
};
