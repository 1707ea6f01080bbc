// Makes an object of the company's own or renames it: its names and icon. Every object has a name field; more follow on its own page.
import { Alert, Button, Group, Modal, SimpleGrid, Stack, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { changeObject, createObject } from '../../api/admin.ts';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import type { ObjectType } from '../../api/types.ts';
import { ICON_NAMES, ObjectIcon } from '../../dictionary/icon.tsx';
import { t } from '../../i18n/index.ts';
import { keyOf } from './key.ts';
import { Languages } from './Languages.tsx';

type Labels = ObjectType['labels'];
type Part = keyof Labels[string];

/** Only the languages both names were written in; one alone is asked about before. */
const sentNames = (labels: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([code, { label, label_plural }]) =>
      label.trim() && label_plural.trim() ? [[code, { label: label.trim(), label_plural: label_plural.trim() }]] : [],
    ),
  );

export function ObjectDialog({ object, onClose }: { object: ObjectType | null; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [label, setLabel] = useState(object?.server_label ?? object?.label ?? '');
  const [plural, setPlural] = useState(object?.server_label_plural ?? object?.label_plural ?? '');
  const [labels, setLabels] = useState<Labels>({ ...object?.labels });
  const [icon, setIcon] = useState(object?.icon ?? ICON_NAMES[0] ?? 'box');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const key = keyOf(label);
  const many = plural || (label ? `${label}s` : '');

  const uneven = Object.values(labels).some((names) => !names.label.trim() !== !names.label_plural.trim());

  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const names = { label: label.trim(), label_plural: many.trim(), labels: sentNames(labels), icon };
      if (object) await changeObject(object.key, names);
      else await createObject({ key, plural: keyOf(many) === key ? `${key}_list` : keyOf(many), ...names, fields: [] });
      await client.invalidateQueries({ queryKey: keys.dictionary });
      onClose();
      if (!object) await navigate({ to: '/settings/objects/$key', params: { key } });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={object ? t('objects.edit') : t('objects.create')}
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
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              label={t('objects.label')}
              placeholder={t('objects.label_example')}
              required
              data-autofocus
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <TextInput
              label={t('objects.label_plural')}
              required
              value={many}
              onChange={(event) => setPlural(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Languages codes={Object.keys(labels)} two>
            {(code, name) => (
              <>
                <NameInput {...{ code, name, labels, setLabels }} part="label" placeholder={label} />
                <NameInput {...{ code, name, labels, setLabels }} part="label_plural" placeholder={many} />
              </>
            )}
          </Languages>
          <Group gap={6} role="radiogroup" aria-label={t('objects.icon')}>
            {ICON_NAMES.map((name) => (
              <Tooltip key={name} label={name}>
                <UnstyledButton
                  role="radio"
                  aria-checked={icon === name}
                  aria-label={name}
                  p={7}
                  onClick={() => setIcon(name)}
                  style={{
                    borderRadius: 8,
                    display: 'grid',
                    background: icon === name ? 'var(--kith-selected)' : 'var(--kith-sunken)',
                  }}
                >
                  <ObjectIcon object={{ key: '', icon: name }} size={17} />
                </UnstyledButton>
              </Tooltip>
            ))}
          </Group>
          <Group justify="flex-end" mt="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!key || !many.trim() || uneven}>
              {object ? t('action.save') : t('action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function NameInput({
  code,
  name,
  part,
  labels,
  placeholder,
  setLabels,
}: {
  code: string;
  name: string;
  part: Part;
  labels: Labels;
  placeholder: string;
  setLabels: (next: Labels) => void;
}) {
  const names = labels[code] ?? { label: '', label_plural: '' };
  const other = part === 'label' ? names.label_plural : names.label;
  return (
    <TextInput
      size="xs"
      lang={code}
      aria-label={`${t(`objects.${part}`)}: ${name}`}
      placeholder={placeholder}
      maxLength={100}
      value={names[part]}
      error={other.trim() && !names[part].trim() ? t('objects.both_names') : undefined}
      onChange={(event) => setLabels({ ...labels, [code]: { ...names, [part]: event.currentTarget.value } })}
    />
  );
}
