// Changes of fields: which, from what, to what.
import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { X } from 'lucide-react';
import type { FieldChange } from '../../api/automations.ts';
import type { ObjectType } from '../../api/types.ts';
import { faceOf } from '../../field/faces.ts';
import { t } from '../../i18n/index.ts';

export function Changes({
  object,
  changes,
  onChange,
}: {
  object: ObjectType;
  changes: FieldChange[];
  onChange: (changes: FieldChange[]) => void;
}) {
  const fields = object.fields.filter((field) => !field.computed);
  return (
    <Stack gap="sm">
      {changes.map((change, place) => {
        const field = fields.find((known) => known.key === change.field);
        if (!field) return null;
        const Input = faceOf(field).Input;
        const put = (side: 'from' | 'to') => (next: unknown) => {
          const value = next && typeof next === 'object' && field.kind === 'link' ? (next as { id: string }).id : next;
          const { [side]: _, ...others } = change;
          const given = value === null || value === undefined || value === '' ? others : { ...others, [side]: value };
          onChange(changes.map((old, index) => (index === place ? (given as FieldChange) : old)));
        };
        return (
          <Stack key={change.field} gap={4}>
            <Group justify="space-between">
              <Text size="sm" fw={600}>
                {field.label}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('automation.take_away', { name: field.label })}
                onClick={() => onChange(changes.filter((_, index) => index !== place))}
              >
                <X size={16} />
              </ActionIcon>
            </Group>
            <Group grow align="flex-start">
              <Input field={field} label={t('automation.from')} value={change.from ?? null} onChange={put('from')} />
              <Input field={field} label={t('automation.to')} value={change.to ?? null} onChange={put('to')} />
            </Group>
          </Stack>
        );
      })}
      <Select
        label={t('automation.add_change')}
        description={t('automation.add_change_text')}
        searchable
        value={null}
        data={fields
          .filter((field) => !changes.some((change) => change.field === field.key))
          .map((field) => ({ value: field.key, label: field.label }))}
        onChange={(key) => key && onChange([...changes, { field: key }])}
      />
    </Stack>
  );
}
