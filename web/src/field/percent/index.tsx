// A share in percent: 12.5 means 12.5 %.
import { formatPercent } from '../../i18n/format.ts';
import { NumberField } from '../shared/NumberField.tsx';
import { NumberFilter } from '../shared/NumberFilter.tsx';
import { isBlank } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const show = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? formatPercent(value) : '');

function Cell({ value }: CellProps) {
  return isBlank(value) ? null : <span className="tabular">{show(value)}</span>;
}

function Input(props: InputProps) {
  return <NumberField input={props} convert={(typed) => typed} rightSection="%" />;
}

function Filter(props: FilterProps) {
  return <NumberFilter {...props} convert={(typed) => typed} suffix=" %" />;
}

export const percent: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 110,
  align: 'end',
  editor: 'line',
  example: '12.5',
};
