// Edits one condition: the operator from the dictionary, then the value in the way of its kind.
import { Select, Stack } from '@mantine/core';
import type { Field, Operator } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { startOfDateFilter } from '../field/shared/DateFilter.tsx';
import { t } from '../i18n/index.ts';
import { type Condition, changeOperator, needsValue } from './filter.ts';

export function startCondition(path: string, field: Field): Condition {
  const preferred: Operator[] = ['contains', 'within', 'has_any', 'is'];
  const kindFirst: Partial<Record<Field['kind'], Operator>> = {
    choice: 'in',
    integer: 'gte',
    decimal: 'gte',
    money: 'gte',
    percent: 'gte',
    duration: 'gte',
  };
  const own = kindFirst[field.kind];
  const op =
    own && field.operators.includes(own)
      ? own
      : (preferred.find((one) => field.operators.includes(one)) ?? field.operators[0] ?? 'is');
  return { field: path, op, value: startValue(field, op) };
}

function startValue(field: Field, op: Operator): unknown {
  if (field.kind === 'boolean' || (field.kind === 'computed' && field.computed?.kind === 'boolean'))
    return op === 'is' ? true : undefined;
  return startOfDateFilter(op);
}

export function ConditionEditor({
  field,
  condition,
  onChange,
  narrow,
}: {
  field: Field;
  condition: Condition;
  onChange: (next: Condition) => void;
  /** Takes the width it is given, within another editor. */
  narrow?: boolean;
}) {
  const { Filter } = faceOf(field);
  return (
    <Stack gap="xs" miw={narrow ? 0 : 300}>
      <Select
        aria-label={t('filter.operator')}
        data={field.operators.map((op) => ({ value: op, label: t(`operator.${op}`) }))}
        value={condition.op}
        onChange={(op) => op && onChange(changeOperator(condition, op as Operator, startValue(field, op as Operator)))}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        maxDropdownHeight={300}
      />
      {needsValue(condition.op) && (
        <Filter
          field={field}
          operator={condition.op}
          value={condition.value}
          onChange={(value) => onChange({ ...condition, value })}
        />
      )}
    </Stack>
  );
}
