// A cell of numbers in a sheet: shows what is, takes what is typed when one leaves it or goes on, gives up with Escape.
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
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
  const input = useRef<HTMLInputElement>(null);
  const isTyping = typed !== null;
  // Before the next key: whoever types at once means to replace what stands there.
  useLayoutEffect(() => {
    if (isTyping) input.current?.select();
  }, [isTyping]);
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
      ref={input}
      className={classes.number}
      data-column={column}
      aria-label={label}
      aria-invalid={wrong || undefined}
      inputMode="decimal"
      autoComplete="off"
      readOnly={disabled}
      value={typed ?? shown}
      onMouseDown={(event) => {
        if (disabled || document.activeElement === event.currentTarget) return;
        // The pointer would put its caret into the number, and what is typed into the middle of it.
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onFocus={() => {
        if (!disabled) setTyped(typedDecimal(value));
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
