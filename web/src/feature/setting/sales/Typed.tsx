// Inputs that write when one leaves them: a text, a number, or nothing.
import { NumberInput, type NumberInputProps, TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

type Text = Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string;
  onSave: (value: string) => void;
  /** Nothing is a value too. */
  mayBeEmpty?: boolean;
};

export function TypedText({ value, onSave, mayBeEmpty, ...rest }: Text) {
  const [typed, setTyped] = useState<string | null>(null);
  const end = () => {
    const next = typed?.trim();
    if (next !== undefined && next !== value && (next || mayBeEmpty)) onSave(next);
    setTyped(null);
  };
  return (
    <TextInput
      {...rest}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={end}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}

type NumberProps = Omit<NumberInputProps, 'value' | 'onChange'> & {
  value: number | null;
  onSave: (value: number | null) => void;
};

export function TypedNumber({ value, onSave, ...rest }: NumberProps) {
  const [typed, setTyped] = useState<string | number | null>(null);
  const end = () => {
    const next = typed === null ? value : typed === '' ? null : Number(typed);
    if (next !== value && !Number.isNaN(next)) onSave(next);
    setTyped(null);
  };
  return (
    <NumberInput
      {...rest}
      value={typed ?? value ?? ''}
      onChange={setTyped}
      onBlur={end}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      hideControls
    />
  );
}
