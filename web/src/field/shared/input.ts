// What every input of a field passes on to its component in the same way.
import type { InputProps } from '../types.ts';

export function frame(props: InputProps) {
  return {
    label: props.label,
    description: props.description,
    error: props.error,
    withAsterisk: props.required,
    disabled: props.disabled,
    'data-autofocus': props.autoFocus || undefined,
    autoFocus: props.autoFocus,
    'aria-label': props.label ? undefined : (props['aria-label'] ?? props.field.label),
    'aria-required': props.required || undefined,
  };
}
