// A share in percent: 12.5 means 12.5 %.
import { formatPercent } from '../../i18n/format.ts';
import { numberFilter } from '../shared/filters.tsx';
import { NumberField } from '../shared/NumberField.tsx';
import { isBlank } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

const show = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? formatPercent(value) : '');

function Cell({ value }: CellProps) {
  return isBlank(value) ? null : <span className="tabular">{show(value)}</span>;
}

function Input(props: InputProps) {
  return <NumberField input={props} convert={(typed) => typed} rightSection="%" />;
}

export const percent: FieldFace = {
  Cell,
  Input,
  Filter: numberFilter((typed) => typed, undefined, ' %'),
  text: show,
  width: 110,
  align: 'end',
  editor: 'line',
  example: '12.5',
};
