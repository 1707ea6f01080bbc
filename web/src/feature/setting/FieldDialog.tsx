// Adds a field of any kind to an object.
import { Alert, Button, Checkbox, Group, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createField, type NewField } from '../../api/admin.ts';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import type { FieldKind, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { compareText } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { choicesOf, keyOf } from './key.ts';

const KINDS: FieldKind[] = [
  'text',
  'long_text',
  'integer',
  'decimal',
  'percent',
  'money',
  'boolean',
  'date',
  'timestamp',
  'duration',
  'choice',
  'choices',
  'tags',
  'link',
  'person_name',
  'email_addresses',
  'phone_numbers',
  'postal_address',
  'web_address',
  'file',
];
// Only kinds with one plain value can be told apart for uniqueness.
const UNIQUE_KINDS = new Set<FieldKind>(['text', 'integer', 'email_addresses', 'phone_numbers', 'web_address']);

export function FieldDialog({ object, opened, onClose }: { object: ObjectType; opened: boolean; onClose: () => void }) {
  const dictionary = useDictionary();
  const client = useQueryClient();
  const [label, setLabel] = useState('');
  const [kind, setKind] = useState<FieldKind>('text');
  const [help, setHelp] = useState('');
  const [choices, setChoices] = useState<string[]>([]);
  const [to, setTo] = useState<string | null>('company');
  const [required, setRequired] = useState(false);
  const [unique, setUnique] = useState(false);
  const [indexed, setIndexed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const key = keyOf(label);
  const hasChoices = kind === 'choice' || kind === 'choices';

  const submit = async () => {
    setBusy(true);
    setFailure(null);
    const body: NewField = {
      key,
      label: label.trim(),
      kind,
      ...(help.trim() ? { help: help.trim() } : {}),
      ...(hasChoices ? { choices: choicesOf(choices) } : {}),
      ...(kind === 'link' && to ? { to } : {}),
      ...(required ? { required } : {}),
      ...(unique && UNIQUE_KINDS.has(kind) ? { unique } : {}),
      ...(indexed ? { indexed } : {}),
    };
    try {
      await createField(object.key, body);
      await client.invalidateQueries({ queryKey: keys.dictionary });
      void client.invalidateQueries({ queryKey: keys.lists(object.key) });
      setLabel('');
      setHelp('');
      setChoices([]);
      setRequired(false);
      setUnique(false);
      setIndexed(false);
      onClose();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('fields.create', { object: object.label })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <TextInput
            label={t('fields.label')}
            required
            data-autofocus
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Select
            label={t('fields.kind')}
            data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={(value) => value && setKind(value as FieldKind)}
            allowDeselect={false}
            searchable
            maxDropdownHeight={280}
          />
          {hasChoices && (
            <TagsInput
              label={t('fields.choices')}
              description={t('fields.choices_help')}
              value={choices}
              onChange={setChoices}
              splitChars={[',', '\n']}
            />
          )}
          {kind === 'link' && (
            <Select
              label={t('fields.to')}
              data={dictionary.objects
                .map((one) => ({ value: one.key, label: one.label }))
                .sort((a, b) => compareText(a.label, b.label))}
              value={to}
              onChange={setTo}
              allowDeselect={false}
              searchable
            />
          )}
          <TextInput
            label={t('fields.help')}
            description={t('fields.help_help')}
            value={help}
            onChange={(event) => setHelp(event.currentTarget.value)}
          />
          <Group>
            <Checkbox
              label={t('fields.required')}
              checked={required}
              onChange={(event) => setRequired(event.currentTarget.checked)}
            />
            {UNIQUE_KINDS.has(kind) && (
              <Checkbox
                label={t('fields.unique')}
                checked={unique}
                onChange={(event) => setUnique(event.currentTarget.checked)}
              />
            )}
            <Checkbox
              label={t('fields.indexed')}
              checked={indexed}
              onChange={(event) => setIndexed(event.currentTarget.checked)}
            />
          </Group>
          <Group justify="flex-end" mt="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!key || (hasChoices && choices.length === 0)}>
              {t('fields.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
