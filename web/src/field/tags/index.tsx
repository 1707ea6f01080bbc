// Free labels.
import { TagsInput } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { ChipRow } from '../shared/Chip.tsx';
import { TextFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asStrings } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

function Cell({ value, dense }: CellProps) {
  const chips = asStrings(value).map((tag) => ({ key: tag, label: tag }));
  return chips.length ? <ChipRow chips={chips} dense={dense} /> : null;
}

function Input(props: InputProps) {
  return (
    <TagsInput
      {...frame(props)}
      value={asStrings(props.value)}
      onChange={(next) => props.onChange(next.length ? next : null)}
      placeholder={t('field.tags_hint')}
      clearable
    />
  );
}

export const tags: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: (value) => asStrings(value).join(', '),
  width: 180,
  editor: 'block',
  example: ['key customer', 'fair 2026'],
};
