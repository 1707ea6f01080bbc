// The fields a step writes, each with the input of its kind, or with a text in which places are filled in.
import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { Braces, X } from 'lucide-react';
import { useState } from 'react';
import type { Field, ObjectType } from '../../api/types.ts';
import { faceOf } from '../../field/faces.ts';
import { t } from '../../i18n/index.ts';

type Values = Record<string, unknown>;

const isPlaced = (value: unknown) => typeof value === 'string' && value.includes('{{');
const writable = (object: ObjectType) => object.fields.filter((field) => field.access === 'write' && !field.read_only);

export function Fields({
  object,
  set,
  onChange,
}: {
  object: ObjectType;
  set: Values;
  onChange: (set: Values) => void;
}) {
  const free = writable(object).filter((field) => !(field.key in set));
  return (
    <Stack gap="sm">
      {Object.entries(set).map(([key, value]) => {
        const field = object.fields.find((known) => known.key === key);
        if (!field) return null;
        const put = (next: unknown) => onChange({ ...set, [key]: next });
        return (
          <Group key={key} gap="xs" align="flex-end" wrap="nowrap">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Value field={field} value={value} onChange={put} />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('automation.take_away', { name: field.label })}
              onClick={() => onChange(Object.fromEntries(Object.entries(set).filter(([other]) => other !== key)))}
            >
              <X size={16} />
            </ActionIcon>
          </Group>
        );
      })}
      <Select
        label={t('automation.add_field')}
        searchable
        value={null}
        data={free.map((field) => ({ value: field.key, label: field.label }))}
        onChange={(key) => key && onChange({ ...set, [key]: null })}
      />
    </Stack>
  );
}

function Value({ field, value, onChange }: { field: Field; value: unknown; onChange: (value: unknown) => void }) {
  const [placed, setPlaced] = useState(isPlaced(value));
  const Input = faceOf(field).Input;
  return (
    <Stack gap={4}>
      {placed ? (
        <TextInput
          label={field.label}
          description={t('automation.places')}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <Input
          field={field}
          label={field.label}
          value={value}
          onChange={(next) =>
            // The API takes the id of a link alone.
            onChange(field.kind === 'link' && next && typeof next === 'object' ? (next as { id: string }).id : next)
          }
        />
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<Braces size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => {
          setPlaced(!placed);
          onChange(placed ? null : '{{record.}}');
        }}
      >
        {t(placed ? 'automation.value' : 'automation.from_record')}
      </Button>
    </Stack>
  );
}
