// Makes a field or changes one: first its name and what it holds, then what belongs to that kind.
import { Alert, Anchor, Button, Checkbox, Collapse, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeField, createField } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { keys } from '../../../api/query.ts';
import type { Field, ObjectType } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { faceOf } from '../../../field/faces.ts';
import { compareText } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Languages } from '../Languages.tsx';
import { ChoicesEditor } from './ChoicesEditor.tsx';
import {
  draftOfField,
  emptyField,
  type FieldDraft,
  keyFor,
  lacks,
  newFieldOf,
  sentChoices,
  sentLabels,
} from './draft.ts';
import { FormulaEditor } from './FormulaEditor.tsx';
import classes from './field.module.css';
import { KindPicker, kindLabel } from './KindPicker.tsx';
import { canBeSearched, canBeUnique, canHaveDefault, hasChoices, isComputed, KIND_ICONS, type Pick } from './kinds.ts';
import { RollupEditor, resultOf } from './RollupEditor.tsx';

export function FieldDialog({
  object,
  field,
  onClose,
}: {
  object: ObjectType;
  field: Field | null;
  onClose: () => void;
}) {
  const dictionary = useDictionary();
  const client = useQueryClient();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [draft, setDraft] = useState<FieldDraft>(() => (field ? draftOfField(field) : emptyField()));
  const [picking, setPicking] = useState(!field);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const set = (part: Partial<FieldDraft>) => setDraft((old) => ({ ...old, ...part }));
  const { pick } = draft;
  const missing = lacks(draft);

  const submit = async () => {
    if (!pick || missing) return;
    setBusy(true);
    setFailure(null);
    try {
      const linking = dictionary.byKey.get(draft.rollup.link?.split('.')[0] ?? '');
      if (field) {
        await changeField(object.key, field.key, {
          label: draft.label.trim(),
          labels: sentLabels(draft.labels),
          help: draft.help.trim(),
          required: draft.required,
          indexed: draft.indexed,
          searchable: draft.searchable,
          ...(hasChoices(pick) ? { choices: sentChoices(draft.choices) } : {}),
        });
      } else {
        await createField(object.key, newFieldOf(draft, pick, resultOf(linking, draft.rollup) ?? 'integer'));
      }
      await client.invalidateQueries({ queryKey: keys.dictionary });
      void client.invalidateQueries({ queryKey: keys.lists(object.key) });
      notifications.show({ message: t(field ? 'fields.changed' : 'fields.made', { field: draft.label.trim() }) });
      onClose();
    } catch (error) {
      setFailure(describeProblem(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      fullScreen={phone}
      title={field ? t('fields.change_title', { field: field.label }) : t('fields.create', { object: object.label })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      closeOnClickOutside={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <TextInput
            label={t('fields.label')}
            placeholder={t('fields.label_example')}
            required
            data-autofocus
            value={draft.label}
            onChange={(event) => set({ label: event.currentTarget.value })}
          />
          {picking ? (
            <KindPicker
              value={pick}
              onChange={(next) => {
                set({ pick: next, start: null });
                setPicking(false);
              }}
            />
          ) : (
            pick && <Chosen pick={pick} onAgain={field ? undefined : () => setPicking(true)} />
          )}
          {pick && !picking && <Details object={object} field={field} pick={pick} draft={draft} set={set} />}
          <Group justify="space-between" mt="xs">
            <Text size="xs" c="dimmed" role="status">
              {missing && !picking ? t(`fields.lacks.${missing}`) : ''}
            </Text>
            <Group gap="xs">
              <Button variant="subtle" color="gray" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button type="submit" loading={busy} disabled={missing !== null}>
                {field ? t('action.save') : t('fields.add')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Chosen({ pick, onAgain }: { pick: Pick; onAgain: (() => void) | undefined }) {
  const Icon = KIND_ICONS[pick];
  return (
    <div className={classes.chosen}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <div style={{ flex: 1 }}>
        <Text size="sm" fw={550}>
          {kindLabel(pick)}
        </Text>
        <Text size="xs" c="dimmed">
          {onAgain ? t(`fields.example.${pick}`) : t('fields.kind_stays')}
        </Text>
      </div>
      {onAgain && (
        <Button size="compact-sm" variant="subtle" onClick={onAgain}>
          {t('fields.another_kind')}
        </Button>
      )}
    </div>
  );
}

function Details({
  object,
  field,
  pick,
  draft,
  set,
}: {
  object: ObjectType;
  field: Field | null;
  pick: Pick;
  draft: FieldDraft;
  set: (part: Partial<FieldDraft>) => void;
}) {
  const dictionary = useDictionary();
  const [more, setMore] = useState(false);
  const made = field !== null;
  return (
    <>
      {hasChoices(pick) && <ChoicesEditor value={draft.choices} onChange={(choices) => set({ choices })} />}
      {pick === 'link' && (
        <Group grow align="flex-start">
          <Select
            label={t('fields.to')}
            data={dictionary.objects
              .map((one) => ({ value: one.key, label: one.label }))
              .sort((a, b) => compareText(a.label, b.label))}
            value={draft.to}
            onChange={(to) => set({ to })}
            allowDeselect={false}
            searchable
            required
            disabled={made}
          />
          <TextInput
            label={t('fields.inverse')}
            description={t('fields.inverse_help')}
            placeholder={object.label_plural}
            value={draft.inverse}
            disabled={made}
            onChange={(event) => set({ inverse: event.currentTarget.value })}
          />
        </Group>
      )}
      {pick === 'formula' &&
        (made ? (
          <div className={classes.chosen}>
            <code className={classes.code}>{draft.formula}</code>
          </div>
        ) : (
          <FormulaEditor
            object={object}
            formula={draft.formula}
            kind={draft.result}
            onFormula={(formula) => set({ formula })}
            onKind={(result) => set({ result })}
          />
        ))}
      {pick === 'rollup' && !made && (
        <RollupEditor object={object} value={draft.rollup} onChange={(rollup) => set({ rollup })} />
      )}
      <Languages codes={Object.keys(draft.labels)}>
        {(code, name) => (
          <TextInput
            size="xs"
            lang={code}
            aria-label={`${t('fields.label')}: ${name}`}
            placeholder={draft.label}
            maxLength={100}
            value={draft.labels[code] ?? ''}
            onChange={(event) => set({ labels: { ...draft.labels, [code]: event.currentTarget.value } })}
          />
        )}
      </Languages>
      <TextInput
        label={t('fields.help')}
        description={t('fields.help_help')}
        value={draft.help}
        onChange={(event) => set({ help: event.currentTarget.value })}
      />
      {canHaveDefault(pick) && !made && <Start object={object} pick={pick} draft={draft} set={set} />}
      {!isComputed(pick) && (
        <Checkbox
          label={t('fields.required')}
          description={t('fields.required_help')}
          checked={draft.required}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
      )}
      {canBeSearched(pick) && (
        <Checkbox
          label={t('fields.searchable')}
          description={t('fields.searchable_help')}
          checked={draft.searchable}
          onChange={(event) => set({ searchable: event.currentTarget.checked })}
        />
      )}
      {canBeUnique(pick) && (
        <Checkbox
          label={t('fields.unique')}
          description={t(made ? 'fields.unique_stays' : 'fields.unique_help')}
          checked={draft.unique}
          disabled={made}
          onChange={(event) => set({ unique: event.currentTarget.checked })}
        />
      )}
      <div>
        <Anchor component="button" type="button" size="xs" aria-expanded={more} onClick={() => setMore((was) => !was)}>
          {t('fields.advanced')}
        </Anchor>
        <Collapse expanded={more}>
          <Stack gap="sm" mt="xs">
            <TextInput
              label={t('fields.key')}
              description={t(made ? 'fields.key_stays' : 'fields.key_help')}
              value={keyFor(draft)}
              readOnly={made}
              classNames={{ input: classes.code }}
              onChange={(event) => set({ key: event.currentTarget.value })}
            />
            {pick !== 'rollup' && (
              <Checkbox
                label={t('fields.indexed')}
                description={t('fields.indexed_help')}
                checked={draft.indexed}
                onChange={(event) => set({ indexed: event.currentTarget.checked })}
              />
            )}
          </Stack>
        </Collapse>
      </div>
    </>
  );
}

/** What a new record starts with, typed as it will be typed into the field itself. */
function Start({
  object,
  pick,
  draft,
  set,
}: {
  object: ObjectType;
  pick: Pick;
  draft: FieldDraft;
  set: (part: Partial<FieldDraft>) => void;
}) {
  const dictionary = useDictionary();
  // Any field of the dictionary lends what such a field has besides kind and choices.
  const model = object.fields[0] ?? dictionary.objects[0]?.fields[0];
  if (!model || isComputed(pick)) return null;
  const field: Field = {
    ...model,
    key: 'start',
    label: t('fields.start'),
    kind: pick,
    choices: hasChoices(pick) ? draft.choices : null,
    to: null,
    required: false,
    read_only: false,
    max_length: null,
    currency: null,
  };
  const { Input } = faceOf(field);
  return (
    <Input
      key={pick}
      field={field}
      value={draft.start}
      label={t('fields.start')}
      description={t('fields.start_help')}
      onChange={(start) => set({ start })}
    />
  );
}
