// The box that chooses a row, or all rows that are there. A plain input: a table has many, and they are drawn while one scrolls.
import { useEffect, useRef } from 'react';
import classes from './bulk.module.css';

interface Props {
  label: string;
  checked: boolean;
  /** Some are chosen and others are not. */
  some?: boolean;
  /** Stands by itself and is reached with Tab; in a row of a grid the keys of the grid choose. */
  isHead?: boolean;
  onToggle: (extend: boolean) => void;
}

export function RowBox({ label, checked, some = false, isHead, onToggle }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const extend = useRef(false);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: widens the target of the box and keeps its clicks from the cell below
    <span
      className={classes.box}
      onMouseDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <input
        ref={box}
        type="checkbox"
        tabIndex={isHead ? 0 : -1}
        aria-label={label}
        checked={checked}
        onClick={(event) => {
          event.stopPropagation();
          extend.current = event.shiftKey;
        }}
        onChange={() => onToggle(extend.current)}
      />
    </span>
  );
}
