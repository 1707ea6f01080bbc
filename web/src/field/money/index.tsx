// An amount with its currency.
import { Group, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatMoney, formatting, parseDecimal, typedDecimal } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { frame } from '../shared/input.ts';
import { NumberFilter } from '../shared/NumberFilter.tsx';
import { asMoney } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

function show(value: unknown): string {
  const money = asMoney(value);
  return money ? formatMoney(money.amount, money.currency || formatting.currency) : '';
}

function Cell({ value }: CellProps) {
  const content = show(value);
  return content ? <span className="tabular">{content}</span> : null;
}

function Input(props: InputProps) {
  const money = asMoney(props.value);
  const currency = money?.currency || props.field.currency || formatting.currency;
  const amount = money?.amount ?? '';
  const [typed, setTyped] = useState(typedDecimal(amount));
  const [unit, setUnit] = useState(currency);
  useEffect(() => {
    setTyped((current) => (parseDecimal(current) === (amount || null) ? current : typedDecimal(amount)));
  }, [amount]);
  const emit = (text: string, code: string) => {
    const number = parseDecimal(text);
    props.onChange(text.trim() === '' ? null : { amount: number ?? text, currency: code });
  };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <TextInput
        {...frame(props)}
        flex={1}
        value={typed}
        inputMode="decimal"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          emit(event.currentTarget.value, unit);
        }}
      />
      <TextInput
        aria-label={t('field.currency')}
        label={props.label ? '\u00a0' : undefined}
        value={unit}
        disabled={props.disabled}
        maxLength={3}
        w={64}
        onChange={(event) => {
          const code = event.currentTarget.value.toUpperCase();
          setUnit(code);
          if (typed.trim()) emit(typed, code);
        }}
      />
    </Group>
  );
}

function Filter(props: FilterProps) {
  return (
    <NumberFilter
      {...props}
      convert={(amount) => ({ amount, currency: formatting.currency })}
      read={(value) => asMoney(value)?.amount ?? ''}
    />
  );
}

export const money: FieldFace = {
  Cell,
  Input,
  Filter,
  text: show,
  width: 140,
  align: 'end',
  editor: 'line',
  example: { amount: '1054.00', currency: 'EUR' },
};
