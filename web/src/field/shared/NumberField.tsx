// A number input that keeps what the person types until it is a number, and passes it on as the kind wants it.
import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { parseDecimal, typedDecimal } from '../../i18n/format.ts';
import type { InputProps } from '../types.ts';
import { frame } from './input.ts';
import { asText } from './values.ts';

export function NumberField({
  input,
  convert,
  whole,
  rightSection,
}: {
  input: InputProps;
  convert: (typed: string) => unknown;
  whole?: boolean;
  rightSection?: ReactNode;
}) {
  const given = asText(input.value);
  const [typed, setTyped] = useState(typedDecimal(given));
  useEffect(() => {
    // A value from outside replaces the text only when it differs as a number; "1." while typing stays.
    setTyped((current) => (parseDecimal(current) === (given || null) ? current : typedDecimal(given)));
  }, [given]);
  return (
    <TextInput
      {...frame(input)}
      value={typed}
      inputMode={whole ? 'numeric' : 'decimal'}
      rightSection={rightSection}
      rightSectionWidth={rightSection ? 36 : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const number = parseDecimal(next);
        // Text that is no number goes to the server as it is, so that the refusal names it.
        input.onChange(next.trim() === '' ? null : number === null ? next : convert(number));
      }}
    />
  );
}
