// A length of time, in seconds on the way; typed as `1:30`, `90` (minutes) or `1h 30m`.
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatDuration, parseDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { frame } from '../shared/input.ts';
import { NumberFilter } from '../shared/NumberFilter.tsx';
import { isBlank } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const show = (value: unknown) => (isBlank(value) ? '' : formatDuration(Number(value)));

function Cell({ value }: CellProps) {
  return isBlank(value) ? null : <span className="tabular">{show(value)}</span>;
}

function Input(props: InputProps) {
  const [typed, setTyped] = useState(show(props.value));
  const given = isBlank(props.value) ? null : Number(props.value);
  useEffect(() => {
    setTyped((current) => (parseDuration(current) === given ? current : given === null ? '' : formatDuration(given)));
  }, [given]);
  return (
    <TextInput
      {...frame(props)}
      value={typed}
      placeholder={t('field.duration_hint')}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        props.onChange(parseDuration(event.currentTarget.value));
      }}
      onBlur={() => given !== null && setTyped(formatDuration(given))}
    />
  );
}

function Filter(props: FilterProps) {
  return (
    <NumberFilter
      {...props}
      convert={(minutes) => Math.round(Number(minutes) * 60)}
      read={(seconds) => (isBlank(seconds) ? '' : Number(seconds) / 60)}
      suffix=" min"
    />
  );
}

export const duration: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 120,
  align: 'end',
  editor: 'line',
  example: 5400,
};
