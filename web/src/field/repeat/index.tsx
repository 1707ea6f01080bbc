// When a task comes again: how often, on which days, until when.
import { Chip, Input as Frame, Group, NumberInput, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { dayInput, formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { TextFilter } from '../shared/filters.tsx';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';
import {
  dayLabel,
  EVERY,
  type Every,
  NTHS,
  parseRepeat,
  type Repeat,
  repeatText,
  simple,
  WEEKDAYS,
  type Weekday,
  writeRepeat,
} from './rule.ts';

const text = (value: unknown): string => (value ? repeatText(asText(value)) : '');

function Cell({ value }: CellProps) {
  return <>{text(value)}</>;
}

const END = ['never', 'until', 'count'] as const;

function Input(props: InputProps) {
  const rule = parseRepeat(asText(props.value));
  const set = (next: Repeat | null) => props.onChange(next && writeRepeat(next));
  return (
    <Frame.Wrapper
      label={props.label}
      description={props.description}
      error={props.error}
      required={props.required}
      labelElement="div"
    >
      <Stack gap="xs">
        <Group gap="xs" grow>
          <Select
            aria-label={props['aria-label'] ?? (typeof props.label === 'string' ? props.label : t('repeat.how_often'))}
            value={rule?.every ?? 'none'}
            data={[
              { value: 'none', label: t('repeat.never') },
              ...EVERY.map((every) => ({ value: every, label: t(`repeat.every_${every}`, { count: 1 }) })),
            ]}
            onChange={(next) => set(next && next !== 'none' ? { ...simple(next as Every) } : null)}
            allowDeselect={false}
            disabled={props.disabled}
            autoFocus={props.autoFocus}
          />
          {rule && (
            <NumberInput
              aria-label={t('repeat.interval')}
              value={rule.interval}
              min={1}
              max={1000}
              prefix={`${t('repeat.each')} `}
              onChange={(next) => set({ ...rule, interval: Math.max(1, Number(next) || 1) })}
              disabled={props.disabled}
            />
          )}
        </Group>
        {rule?.every === 'WEEKLY' && (
          <Chip.Group
            multiple
            value={rule.days as string[]}
            onChange={(days: string[]) => set({ ...rule, days: days as Weekday[] })}
          >
            <Group gap={4}>
              {WEEKDAYS.map((day) => (
                <Chip key={day} value={day} size="xs" disabled={props.disabled}>
                  {dayLabel(day)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
        {rule?.every === 'MONTHLY' && <Monthly rule={rule} onChange={set} />}
        {rule && <End rule={rule} onChange={set} />}
      </Stack>
    </Frame.Wrapper>
  );
}

interface PartProps {
  rule: Repeat;
  onChange: (rule: Repeat) => void;
}

function Monthly({ rule, onChange }: PartProps) {
  const first = rule.nth[0];
  const mode = first ? 'nth' : rule.monthDays[0] === -1 ? 'last' : rule.monthDays.length ? 'day' : 'same';
  return (
    <Group gap="xs" grow>
      <Select
        aria-label={t('repeat.month_by')}
        value={mode}
        data={(['same', 'day', 'last', 'nth'] as const).map((value) => ({ value, label: t(`repeat.by_${value}`) }))}
        onChange={(next) =>
          onChange({
            ...rule,
            nth: next === 'nth' ? [{ nth: 1, day: 'MO' }] : [],
            monthDays: next === 'day' ? [1] : next === 'last' ? [-1] : [],
          })
        }
        allowDeselect={false}
      />
      {mode === 'day' && (
        <NumberInput
          aria-label={t('repeat.month_day_number')}
          value={rule.monthDays[0]}
          min={1}
          max={31}
          onChange={(next) => onChange({ ...rule, monthDays: [Math.min(31, Math.max(1, Number(next) || 1))] })}
        />
      )}
      {first && (
        <>
          <Select
            aria-label={t('repeat.month_nth')}
            value={String(first.nth)}
            data={NTHS.map((nth) => ({ value: String(nth), label: t(`repeat.nth_${nth}`) }))}
            onChange={(next) => onChange({ ...rule, nth: [{ ...first, nth: Number(next) }] })}
            allowDeselect={false}
          />
          <Select
            aria-label={t('repeat.weekday')}
            value={first.day}
            data={WEEKDAYS.map((day) => ({ value: day, label: dayLabel(day) }))}
            onChange={(next) => onChange({ ...rule, nth: [{ ...first, day: (next ?? 'MO') as Weekday }] })}
            allowDeselect={false}
          />
        </>
      )}
    </Group>
  );
}

function End({ rule, onChange }: PartProps) {
  const mode = rule.until ? 'until' : rule.count ? 'count' : 'never';
  const inAYear = () => new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  return (
    <Group gap="xs" grow>
      <Select
        aria-label={t('repeat.end')}
        value={mode}
        data={END.map((value) => ({ value, label: t(`repeat.end_${value}`) }))}
        onChange={(next) =>
          onChange({ ...rule, until: next === 'until' ? inAYear() : null, count: next === 'count' ? 10 : null })
        }
        allowDeselect={false}
      />
      {rule.until && (
        <DateInput
          aria-label={t('repeat.end_until')}
          value={rule.until}
          onChange={(next) => next && onChange({ ...rule, until: next })}
          {...dayInput()}
          title={formatDate(rule.until)}
        />
      )}
      {!rule.until && rule.count !== null && (
        <NumberInput
          aria-label={t('repeat.end_count')}
          value={rule.count}
          min={1}
          max={1000}
          onChange={(next) => onChange({ ...rule, count: Math.max(1, Number(next) || 1) })}
        />
      )}
    </Group>
  );
}

export const repeat: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text,
  width: 220,
  editor: 'block',
  example: 'FREQ=WEEKLY;BYDAY=MO',
};
