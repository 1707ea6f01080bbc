// A number with decimals, kept as text on the way so that it stays exact.
import { formatNumber } from '../../i18n/format.ts';
import { NumberField } from '../shared/NumberField.tsx';
import { NumberFilter } from '../shared/NumberFilter.tsx';
import { isBlank } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const show = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? formatNumber(value) : '');

function Cell({ value }: CellProps) {
  return isBlank(value) ? null : <span className="tabular">{show(value)}</span>;
}

function Input(props: InputProps) {
  return <NumberField input={props} convert={(typed) => typed} />;
}

function Filter(props: FilterProps) {
  return <NumberFilter {...props} convert={(typed) => typed} />;
}

export const decimal: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 120,
  align: 'end',
  editor: 'line',
  example: '12.75',
};
