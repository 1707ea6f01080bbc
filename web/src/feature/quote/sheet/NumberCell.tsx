// A cell of numbers in a sheet: shows what is, takes what is typed when one leaves it or goes on, gives up with Escape.
import { type KeyboardEvent, useRef, useState } from 'react';
import { parseDecimal, typedDecimal } from '../../../i18n/format.ts';
import classes from './sheet.module.css';

interface Props {
  label: string;
  column: string;
  /** The number as it is kept, with a point. */
  value: string;
  /** As it is shown while nobody types. */
  shown: string;
  disabled: boolean;
  onCommit: (value: string | null) => void;
  onGo: (event: KeyboardEvent<HTMLInputElement>) => boolean;
}

export function NumberCell({ label, column, value, shown, disabled, onCommit, onGo }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const given = useRef<string | null>(null);
  const wrong = typed !== null && typed.trim() !== '' && parseDecimal(typed) === null;
  const commit = () => {
    const text = given.current;
    given.current = null;
    setTyped(null);
    if (text === null) return;
    const next = text.trim() === '' ? null : parseDecimal(text);
    if (text.trim() !== '' && next === null) return;
    if (next !== (value || null)) onCommit(next);
  };
  return (
    <input
      className={classes.number}
      data-column={column}
      aria-label={label}
      aria-invalid={wrong || undefined}
      inputMode="decimal"
      autoComplete="off"
      readOnly={disabled}
      value={typed ?? shown}
      onFocus={(event) => {
        const input = event.currentTarget;
        if (!disabled) setTyped(typedDecimal(value));
        // After the value to be typed stands there.
        requestAnimationFrame(() => input.select());
      }}
      onChange={(event) => {
        given.current = event.currentTarget.value;
        setTyped(event.currentTarget.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && given.current !== null) {
          given.current = null;
          setTyped(typedDecimal(value));
          event.stopPropagation();
          return;
        }
        onGo(event);
      }}
    />
  );
}
