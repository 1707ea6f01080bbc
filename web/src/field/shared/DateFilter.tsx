// Asks for days: one, two ends, or a span relative to today; each kind says how a picked day becomes its value.
import { Group, NumberInput, Select, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { dayInput } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { FilterProps } from '../types.ts';
import { asText } from './values.ts';

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

interface Reading {
  /** Turns a picked day into the value for the kind: a date stays, a moment becomes an instant. */
  convert: (day: string) => unknown;
  read: (value: unknown) => string | null;
}

interface OneProps extends Reading {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function OneDate({ label, value, onChange, convert, read }: OneProps) {
  return (
    <DateInput
      aria-label={label}
      value={read(value)}
      onChange={(next) => onChange(next ? convert(next) : undefined)}
      popoverProps={{ withinPortal: false }}
      {...dayInput()}
      placeholder={t('filter.date')}
      clearable
      flex={1}
    />
  );
}

export function DateFilter({ field, operator, value, onChange, convert, read }: FilterProps & Reading) {
  if (operator === 'within') return <RelativeDate value={value} onChange={onChange} spans={SPANS} />;
  if (operator === 'anniversary_within')
    return <RelativeDate value={value} onChange={onChange} spans={['next', 'this', 'last']} />;
  if (operator === 'between') {
    const pair = Array.isArray(value) ? value : [undefined, undefined];
    return (
      <Group gap="xs" wrap="nowrap">
        <OneDate
          convert={convert}
          read={read}
          label={t('filter.from')}
          value={pair[0]}
          onChange={(next) => onChange([next, pair[1]])}
        />
        <Text size="sm">–</Text>
        <OneDate
          convert={convert}
          read={read}
          label={t('filter.to')}
          value={pair[1]}
          onChange={(next) => onChange([pair[0], next])}
        />
      </Group>
    );
  }
  return <OneDate convert={convert} read={read} label={field.label} value={value} onChange={onChange} />;
}
