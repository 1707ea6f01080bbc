// A whole number.
import { formatInteger } from '../../i18n/format.ts';
import { NumberField } from '../shared/NumberField.tsx';
import { NumberFilter } from '../shared/NumberFilter.tsx';
import { isBlank } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const show = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? formatInteger(value) : '');

function Cell({ value }: CellProps) {
  return isBlank(value) ? null : <span className="tabular">{show(value)}</span>;
}

function Input(props: InputProps) {
  return <NumberField input={props} convert={Number} whole />;
}

function Filter(props: FilterProps) {
  return <NumberFilter {...props} convert={Number} />;
}

export const integer: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 120,
  align: 'end',
  editor: 'line',
  example: 42,
};
