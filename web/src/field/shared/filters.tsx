// Editors of filter values that several kinds share; the operator decides the shape of the value.
import { Group, MultiSelect, NumberInput, SegmentedControl, Select, TagsInput, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { parseDecimal } from '../../i18n/format.ts';
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

/** One number field that keeps decimals as text, so that no digit is lost on the way. */
function OneNumber({
  label,
  value,
  onChange,
  suffix,
}: {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
  suffix?: string;
}) {
  return (
    <NumberInput
      aria-label={label}
      value={asText(value)}
      onChange={(next) => onChange(next === '' ? undefined : parseDecimal(String(next)))}
      suffix={suffix}
      hideControls
      data-autofocus
      flex={1}
    />
  );
}

/** `convert` turns the typed number into the value the server expects for the kind. */
export function numberFilter(
  convert: (typed: string) => unknown,
  read: (value: unknown) => unknown = (value) => value,
  suffix?: string,
) {
  return function NumberFilter({ field, operator, value, onChange }: FilterProps) {
    const write = (typed: unknown) => (typeof typed === 'string' ? convert(typed) : undefined);
    if (operator === 'between') {
      const pair = Array.isArray(value) ? value : [undefined, undefined];
      return (
        <Group gap="xs" wrap="nowrap">
          <OneNumber
            label={t('filter.from')}
            value={read(pair[0])}
            onChange={(next) => onChange([write(next), pair[1]])}
            suffix={suffix}
          />
          <Text size="sm">–</Text>
          <OneNumber
            label={t('filter.to')}
            value={read(pair[1])}
            onChange={(next) => onChange([pair[0], write(next)])}
            suffix={suffix}
          />
        </Group>
      );
    }
    if (takesList(operator)) {
      return (
        <TagsInput
          aria-label={field.label}
          value={Array.isArray(value) ? value.map((item) => asText(read(item))) : []}
          onChange={(list) =>
            onChange(
              list
                .map((item) => parseDecimal(item))
                .filter((item) => item !== null)
                .map(convert),
            )
          }
          placeholder={t('filter.several')}
        />
      );
    }
    return (
      <OneNumber label={field.label} value={read(value)} onChange={(next) => onChange(write(next))} suffix={suffix} />
    );
  };
}

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
const SPANS = ['last', 'next', 'this', 'previous'] as const;
type Span = (typeof SPANS)[number];

function RelativeDate({
  value,
  onChange,
  spans,
}: {
  value: unknown;
  onChange: (value: unknown) => void;
  spans: readonly Span[];
}) {
  const current = (typeof value === 'object' && value !== null ? value : { last: 30, unit: 'day' }) as Record<
    string,
    unknown
  >;
  const span = spans.find((candidate) => candidate in current) ?? spans[0] ?? 'last';
  const counted = span === 'last' || span === 'next';
  const unit = asText(counted ? current.unit : current[span]) || 'day';
  const amount = counted ? Number(current[span]) || 30 : 30;
  const emit = (nextSpan: Span, nextAmount: number, nextUnit: string) =>
    onChange(
      nextSpan === 'last' || nextSpan === 'next'
        ? { [nextSpan]: nextAmount, unit: nextUnit }
        : { [nextSpan]: nextUnit },
    );
  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        aria-label={t('filter.span')}
        data={spans.map((key) => ({ value: key, label: t(`filter.span.${key}`) }))}
        value={span}
        onChange={(next) => next && emit(next as Span, amount, unit)}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        w={130}
      />
      {counted && (
        <NumberInput
          aria-label={t('filter.amount')}
          value={amount}
          min={1}
          max={9999}
          onChange={(next) => emit(span, Number(next) || 1, unit)}
          w={84}
        />
      )}
      <Select
        aria-label={t('filter.unit')}
        data={UNITS.map((key) => ({ value: key, label: t(`filter.unit.${key}`, { count: counted ? amount : 1 }) }))}
        value={unit}
        onChange={(next) => next && emit(span, amount, next)}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        w={120}
      />
    </Group>
  );
}

/** The value a date filter starts with, so that choosing the operator already gives a result. */
export function startOfDateFilter(operator: string): unknown {
  if (operator === 'within') return { last: 30, unit: 'day' };
  if (operator === 'anniversary_within') return { next: 14, unit: 'day' };
  return undefined;
}

/** `convert` turns a picked day into the value for the kind (a date stays, a timestamp becomes an instant). */
export function dateFilter(convert: (day: string) => unknown, read: (value: unknown) => string | null) {
  function OneDate({ label, value, onChange }: { label: string; value: unknown; onChange: (value: unknown) => void }) {
    return (
      <DateInput
        aria-label={label}
        value={read(value)}
        onChange={(next) => onChange(next ? convert(next) : undefined)}
        popoverProps={{ withinPortal: false }}
        valueFormat="D MMM YYYY"
        placeholder={t('filter.date')}
        clearable
        flex={1}
      />
    );
  }
  return function DateFilter({ field, operator, value, onChange }: FilterProps) {
    if (operator === 'within') return <RelativeDate value={value} onChange={onChange} spans={SPANS} />;
    if (operator === 'anniversary_within')
      return <RelativeDate value={value} onChange={onChange} spans={['next', 'this', 'last']} />;
    if (operator === 'between') {
      const pair = Array.isArray(value) ? value : [undefined, undefined];
      return (
        <Group gap="xs" wrap="nowrap">
          <OneDate label={t('filter.from')} value={pair[0]} onChange={(next) => onChange([next, pair[1]])} />
          <Text size="sm">–</Text>
          <OneDate label={t('filter.to')} value={pair[1]} onChange={(next) => onChange([pair[0], next])} />
        </Group>
      );
    }
    return <OneDate label={field.label} value={value} onChange={onChange} />;
  };
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
