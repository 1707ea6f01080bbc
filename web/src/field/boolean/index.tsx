// Yes or no.
import { Checkbox } from '@mantine/core';
import { Check, Minus } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { BooleanFilter } from '../shared/filters.tsx';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

const show = (value: unknown) => (value === true ? t('value.yes') : value === false ? t('value.no') : '');

function Cell({ value }: CellProps) {
  if (value !== true && value !== false) return null;
  const Icon = value ? Check : Minus;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 5, opacity: value ? 1 : 0.65 }}>
      <Icon size={15} strokeWidth={2} aria-hidden="true" />
      {show(value)}
    </span>
  );
}

function Input(props: InputProps) {
  return (
    <Checkbox
      label={props.label ?? props.field.label}
      description={props.description}
      error={props.error}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      data-autofocus={props.autoFocus || undefined}
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
      py={6}
    />
  );
}

export const boolean: FieldFace = {
  Cell,
  Input,
  Filter: BooleanFilter,
  text: show,
  width: 100,
  editor: 'line',
  example: true,
};
