// What each kind of field brings to the screens: how it is shown, typed in, and asked for in a filter.
import type { ComponentType, ReactNode } from 'react';
import type { Field, Operator } from '../api/types.ts';

export interface CellProps {
  field: Field;
  value: unknown;
  /** In a table: one line, nothing that grows. On a record page values may take room. */
  dense?: boolean;
}

export interface InputProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  label?: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  /** Names the input where no label is drawn. */
  'aria-label'?: string;
}

export interface FilterProps {
  field: Field;
  operator: Operator;
  value: unknown;
  onChange: (value: unknown) => void;
}

export interface FieldFace {
  Cell: ComponentType<CellProps>;
  Input: ComponentType<InputProps>;
  Filter: ComponentType<FilterProps>;
  /** The value in plain words, for titles, history, copying and screen readers. */
  text: (value: unknown, field: Field) => string;
  /** Starting width of a column, in pixels. */
  width: number;
  align?: 'end';
  /** `line`: Enter saves. `block`: several lines or parts, saved by a button. */
  editor: 'line' | 'block';
  /** A value that is valid for the kind; used by tests and by examples in the settings. */
  example: unknown;
}
