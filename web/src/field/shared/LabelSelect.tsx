// The label of one of several values: work, home, mobile, or words of one's own.
import { Autocomplete } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { type LabelKey, labelOf, labelText } from './labels.ts';

export function LabelSelect({
  value,
  options,
  onChange,
  disabled,
}: {
  value: string;
  options: readonly LabelKey[];
  onChange: (label: string | null) => void;
  disabled?: boolean;
}) {
  return (
    <Autocomplete
      aria-label={t('field.value_label')}
      placeholder={t('field.value_label')}
      data={options.map(labelText)}
      value={labelText(value)}
      disabled={disabled}
      onChange={(next) => onChange(labelOf(next, options))}
      w={104}
      size="sm"
    />
  );
}
