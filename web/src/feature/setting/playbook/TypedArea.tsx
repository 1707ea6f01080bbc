// A longer text that is written when one leaves it.
import { Textarea, type TextareaProps } from '@mantine/core';
import { useState } from 'react';

type Props = Omit<TextareaProps, 'value' | 'onChange'> & { value: string; onSave: (value: string) => void };

export function TypedArea({ value, onSave, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Textarea
      autosize
      minRows={2}
      maxRows={16}
      {...rest}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null && typed.trim() !== value) onSave(typed.trim());
        setTyped(null);
      }}
    />
  );
}
