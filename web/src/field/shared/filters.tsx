// Editors of filter values that several kinds share; the operator decides the shape of the value.
import { MultiSelect, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import type { FilterProps } from '../types.ts';
import { asStrings, asText } from './values.ts';

const LISTS = new Set(['in', 'not_in', 'has_any', 'has_all', 'has_none']);
export const takesList = (operator: string) => LISTS.has(operator);

export function TextFilter({ field, operator, value, onChange }: FilterProps) {
  if (takesList(operator)) {
    return (
      <TagsInput
        aria-label={field.label}
        value={asStrings(value)}
        onChange={onChange}
        placeholder={t('filter.several')}
        data-autofocus
      />
    );
  }
  return (
    <TextInput
      aria-label={field.label}
      value={asText(value)}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      placeholder={t('filter.value')}
      data-autofocus
    />
  );
}

export function BooleanFilter({ field, value, onChange }: FilterProps) {
  return (
    <SegmentedControl
      aria-label={field.label}
      fullWidth
      data={[
        { value: 'true', label: t('value.yes') },
        { value: 'false', label: t('value.no') },
      ]}
      value={value === false ? 'false' : 'true'}
      onChange={(next) => onChange(next === 'true')}
    />
  );
}

export function ChoiceFilter({ field, operator, value, onChange }: FilterProps) {
  const data = (field.choices ?? []).map((choice) => ({ value: choice.key, label: choice.label }));
  if (takesList(operator)) {
    return (
      <MultiSelect
        aria-label={field.label}
        data={data}
        value={asStrings(value)}
        onChange={onChange}
        searchable
        placeholder={t('filter.several')}
        comboboxProps={{ withinPortal: false }}
      />
    );
  }
  return (
    <Select
      aria-label={field.label}
      data={data}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      placeholder={t('filter.value')}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
