// A value the server works out (a rollup or a formula): shown and filtered as the kind of its result, never typed in.
import { Input as Frame, Text } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { plainFaces } from '../plain.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

const faceOf = (field: CellProps['field']) =>
  plainFaces[field.computed?.kind === 'computed' ? 'text' : (field.computed?.kind ?? 'text')];

function Cell(props: CellProps) {
  const { Cell: Result } = faceOf(props.field);
  return <Result {...props} />;
}

function Input(props: InputProps) {
  return (
    <Frame.Wrapper label={props.label} description={t('field.computed')} labelElement="div">
      <Text size="sm" component="div">
        <Cell field={props.field} value={props.value} />
      </Text>
    </Frame.Wrapper>
  );
}

function Filter(props: FilterProps) {
  const { Filter: Result } = faceOf(props.field);
  return <Result {...props} />;
}

export const computed: FieldFace = {
  Cell,
  Input,
  Filter,
  text: (value, field) => faceOf(field).text(value, field),
  width: 130,
  editor: 'line',
  example: null,
};
