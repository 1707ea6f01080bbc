// A person's name: given and family; the order in which it is shown follows the person's language.
import { Input as Frame, Group, TextInput } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { TextFilter } from '../shared/filters.tsx';
import { asName } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

function show(value: unknown): string {
  const name = asName(value);
  return name.display || [name.given, name.family].filter(Boolean).join(' ');
}

function Cell({ value }: CellProps) {
  return <>{show(value)}</>;
}

function Input(props: InputProps) {
  const name = asName(props.value);
  const emit = (given: string, family: string) =>
    props.onChange(given || family ? { given: given || null, family: family || null } : null);
  return (
    <Frame.Wrapper
      label={props.label}
      description={props.description}
      error={props.error}
      withAsterisk={props.required}
      labelElement="div"
    >
      <Group gap={6} wrap="nowrap">
        <TextInput
          flex={1}
          miw={0}
          aria-label={t('name.given')}
          placeholder={t('name.given')}
          value={name.given ?? (name.family ? '' : (name.display ?? ''))}
          disabled={props.disabled}
          autoFocus={props.autoFocus}
          data-autofocus={props.autoFocus || undefined}
          error={Boolean(props.error)}
          onChange={(event) => emit(event.currentTarget.value, name.family ?? '')}
        />
        <TextInput
          flex={1}
          miw={0}
          aria-label={t('name.family')}
          placeholder={t('name.family')}
          value={name.family ?? ''}
          disabled={props.disabled}
          error={Boolean(props.error)}
          onChange={(event) => emit(name.given ?? name.display ?? '', event.currentTarget.value)}
        />
      </Group>
    </Frame.Wrapper>
  );
}

export const person_name: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: show,
  width: 210,
  editor: 'line',
  example: { given: 'Ana', family: 'Novak', display: 'Ana Novak' },
};
