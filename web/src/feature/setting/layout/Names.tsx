// What a section or a tab is called in the languages of the app, behind a button beside its name.
import { ActionIcon, Popover, Stack, TextInput, Tooltip } from '@mantine/core';
import { Languages } from 'lucide-react';
import { t } from '../../../i18n/index.ts';
import { languageName, languageOptions } from '../../../shell/options.ts';

type Labels = Record<string, string>;

interface Props {
  label: string;
  labels: Labels | undefined;
  onChange: (labels: Labels) => void;
}

export function Names({ label, labels = {}, onChange }: Props) {
  const offered = languageOptions();
  // Languages that the app does not speak are shown as well, for the API may have set them.
  const others = Object.keys(labels).filter((code) => !offered.some(({ value }) => value === code));
  const rows = [...offered, ...others.map((value) => ({ value, label: languageName(value) }))];
  const name = t('layout.names', { name: label });
  const isNamed = Object.values(labels).some(Boolean);
  return (
    <Popover position="bottom-end" width={300} trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={name}>
          <ActionIcon size="sm" aria-label={name} variant={isNamed ? 'light' : undefined}>
            <Languages size={14} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <Stack gap={6}>
          {rows.map(({ value, label: language }) => (
            <TextInput
              key={value}
              size="xs"
              lang={value}
              label={language}
              placeholder={label}
              maxLength={100}
              value={labels[value] ?? ''}
              onChange={(event) => onChange({ ...labels, [value]: event.currentTarget.value })}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Names that were emptied are no names. */
export const filled = (labels: Labels | undefined): Labels | undefined => {
  const kept = Object.entries(labels ?? {}).filter(([, label]) => label.trim());
  return kept.length ? Object.fromEntries(kept) : undefined;
};
