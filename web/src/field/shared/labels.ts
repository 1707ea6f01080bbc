// Labels of addresses and numbers. The usual ones are kept by key and read in everyone's own language; others are as they were typed.
import { t } from '../../i18n/index.ts';

export const LABELS = ['work', 'home', 'mobile', 'billing', 'delivery', 'other'] as const;
export type LabelKey = (typeof LABELS)[number];

export function labelText(label: string): string {
  const known = LABELS.find((key) => key === label);
  return known ? t(`label.${known}`) : label;
}

/** What is kept of a typed label: the key of a usual one, else the words themselves. */
export function labelOf(typed: string, among: readonly LabelKey[]): string | null {
  return (among.find((key) => t(`label.${key}`) === typed) ?? typed) || null;
}
