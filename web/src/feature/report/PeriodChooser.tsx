// Chooses the time a report is about, and what it is compared with.
import { Group, Select, TextInput } from '@mantine/core';
import type { Definition, Period } from '../../api/reports.ts';
import type { ObjectType } from '../../api/types.ts';
import { dayOf, formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { momentFields } from '../../record/view/fields.ts';

type Told = Omit<Period, 'field'>;

const CHOICES: readonly (readonly [string, Told])[] = [
  ['this_month', { this: 'month' }],
  ['this_quarter', { this: 'quarter' }],
  ['this_year', { this: 'year' }],
  ['previous_month', { previous: 'month' }],
  ['previous_quarter', { previous: 'quarter' }],
  ['previous_year', { previous: 'year' }],
  ['last_30', { last: 30, unit: 'day' }],
  ['last_12_weeks', { last: 12, unit: 'week' }],
  ['last_12_months', { last: 12, unit: 'month' }],
  ['last_24_months', { last: 24, unit: 'month' }],
];
const ALL = 'all';
const OWN = 'own';

const same = (a: Told, b: Told) =>
  a.this === b.this && a.previous === b.previous && a.last === b.last && a.unit === b.unit && a.from === b.from;

const keyOf = (period: Told | null | undefined): string =>
  !period ? ALL : (CHOICES.find(([, told]) => same(told, period))?.[0] ?? OWN);

/** What a period is called. */
export function periodName(period: Told): string {
  const key = keyOf(period);
  if (key === OWN && period.from && period.until) return `${formatDate(period.from)} – ${formatDate(period.until)}`;
  return t(`report.period.${key}` as 'report.period.this_month');
}

/** The period without its field: for a report, and for all reports of a dashboard. */
export function PeriodSelect({
  period,
  onChange,
  label,
  open,
}: {
  period: Told | null | undefined;
  onChange: (next: Told | null) => void;
  label: string;
  /** What is said where no period is chosen. */
  open?: string;
}) {
  const today = dayOf(new Date());
  const key = keyOf(period);
  return (
    <Group gap="xs" wrap="wrap" align="end">
      <Select
        size="xs"
        aria-label={label}
        allowDeselect={false}
        maxDropdownHeight={340}
        w={180}
        value={key}
        data={[
          { value: ALL, label: open ?? t('report.period.all') },
          ...CHOICES.map(([value]) => ({ value, label: t(`report.period.${value}` as 'report.period.this_month') })),
          { value: OWN, label: t('report.period.own') },
        ]}
        onChange={(next) => {
          if (next === ALL || !next) return onChange(null);
          if (next === OWN) return onChange({ from: `${today.slice(0, 4)}-01-01`, until: today });
          const [, told] = CHOICES.find(([value]) => value === next) ?? [];
          onChange(told ?? null);
        }}
      />
      {key === OWN &&
        period?.from !== undefined &&
        (['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            size="xs"
            aria-label={t(`report.period.${end}`)}
            value={period[end] ?? ''}
            onChange={(event) => {
              const day = event.currentTarget.value;
              const next = { ...period, [end]: day };
              if (day && (next.from ?? '') <= (next.until ?? '')) onChange(next);
            }}
          />
        ))}
    </Group>
  );
}

interface Props {
  object: ObjectType;
  definition: Definition;
  onChange: (part: Partial<Definition>) => void;
}

export function PeriodChooser({ object, definition, onChange }: Props) {
  const fields = momentFields(object);
  const { period } = definition;
  const field = period?.field ?? definition.by?.find(({ bucket }) => bucket)?.field ?? fields[0]?.key;
  if (!field) return null;
  return (
    <>
      <Group gap="xs" wrap="wrap">
        <PeriodSelect
          label={t('report.period')}
          period={period}
          onChange={(next) => onChange(next ? { period: { ...next, field } } : { period: null, compare: null })}
        />
        {period && fields.length > 1 && (
          <Select
            size="xs"
            w={140}
            aria-label={t('report.period_of')}
            allowDeselect={false}
            value={field}
            data={[
              ...fields.map(({ key, label }) => ({ value: key, label })),
              ...(fields.some(({ key }) => key === field) ? [] : [{ value: field, label: field }]),
            ]}
            onChange={(next) => next && onChange({ period: { ...period, field: next } })}
          />
        )}
      </Group>
      {period && (
        <Select
          size="xs"
          w={180}
          aria-label={t('report.compare')}
          allowDeselect={false}
          value={definition.compare ?? ALL}
          data={[
            { value: ALL, label: t('report.compare.none') },
            { value: 'previous', label: t('report.compare.previous') },
            { value: 'year', label: t('report.compare.year') },
          ]}
          onChange={(next) => onChange({ compare: next === 'previous' || next === 'year' ? next : null })}
        />
      )}
    </>
  );
}
