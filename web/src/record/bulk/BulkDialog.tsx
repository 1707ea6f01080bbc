// One change to many records: what to change, what that would do to them, and then doing it as a job.
import { Alert, Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BulkAct, previewBulk, startBulk } from '../../api/bulk_changes.ts';
import { describeField, describeProblem } from '../../api/describe.ts';
import type { ListParams } from '../../api/records.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { faceOf } from '../../field/faces.ts';
import { asStrings, isBlank } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../ProblemView.tsx';
import { BulkPreviewView } from './BulkPreviewView.tsx';
import { followBulk } from './follow.tsx';
import { type Selection, targetOf } from './use_selection.ts';

export type BulkTask = { kind: 'edit'; fields: Field[] } | { kind: 'list'; fields: Field[] } | { kind: 'remove' };

type Way = 'set' | 'empty' | 'add' | 'take';

interface Props {
  object: ObjectType;
  params: ListParams;
  selection: Selection;
  task: BulkTask;
  onClose: () => void;
}

export function BulkDialog({ object, params, selection, task, onClose }: Props) {
  const fields = task.kind === 'remove' ? [] : task.fields;
  const [key, setKey] = useState<string | null>(
    fields.length === 1 || task.kind === 'list' ? (fields[0]?.key ?? null) : null,
  );
  const [way, setWay] = useState<Way>(task.kind === 'list' ? 'add' : 'set');
  const [value, setValue] = useState<unknown>(null);
  const field = fields.find((one) => one.key === key);
  // What is asked stays as it was when the dialog opened, however the list moves below it.
  const [target] = useState(() => targetOf(selection, params));
  const act = task.kind === 'remove' ? ({ remove: true } as const) : actOf(field, way, value);
  const [asked] = useDebouncedValue(JSON.stringify(act), 250);
  const preview = useQuery({
    queryKey: ['bulk-preview', object.key, target, asked],
    queryFn: ({ signal }) => previewBulk(object.plural, target, JSON.parse(asked) as BulkAct, signal),
    enabled: asked !== 'null',
    gcTime: 0,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const settled = act !== null && asked === JSON.stringify(act) && preview.isSuccess && !preview.isPlaceholderData;
  const problems = preview.data?.problems ?? [];
  const run = useMutation({
    mutationFn: (final: BulkAct) => startBulk(object.plural, target, final),
    onSuccess: (job) => {
      selection.clear();
      onClose();
      followBulk(object, job.id, task.kind === 'remove' ? 'remove' : 'change');
    },
  });
  const reachable = preview.data?.reachable ?? 0;
  const confirm =
    task.kind === 'remove'
      ? t('bulk.remove_count', { count: reachable })
      : t('bulk.change_count', { count: reachable });

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`bulk.title.${task.kind}`, { objects: object.label_plural.toLowerCase() })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (act && settled && !problems.length && reachable) run.mutate(act);
        }}
      >
        <Stack gap="sm">
          {fields.length > 1 && (
            <Select
              label={t('bulk.field')}
              data={fields.map((one) => ({ value: one.key, label: one.label }))}
              value={key}
              onChange={(next) => {
                setKey(next);
                setValue(null);
                if (task.kind === 'edit') setWay('set');
              }}
              searchable
              allowDeselect={false}
              {...(task.kind === 'edit' ? { 'data-autofocus': true } : {})}
            />
          )}
          {field && <Ways field={field} kind={task.kind} way={way} onChange={setWay} />}
          {field && way !== 'empty' && <Value field={field} way={way} value={value} onChange={setValue} />}
          {preview.isError && <ProblemView compact error={preview.error} onRetry={() => void preview.refetch()} />}
          {problems.length > 0 && (
            <Alert color="red" role="alert">
              {problems.map((one) => (
                <Text key={one.field + one.code} size="sm">
                  {describeField(one)}
                </Text>
              ))}
            </Alert>
          )}
          {preview.data && act && (
            <BulkPreviewView object={object} preview={preview.data} field={field} isStale={!settled} />
          )}
          {run.isError && (
            <Text size="sm" c="red" role="alert">
              {describeProblem(run.error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button
              type="submit"
              color={task.kind === 'remove' ? 'red.9' : undefined}
              loading={run.isPending}
              disabled={!settled || problems.length > 0 || reachable === 0}
              {...(task.kind === 'remove' ? { 'data-autofocus': true } : {})}
            >
              {settled ? confirm : t('bulk.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What is sent, or nothing while it is not complete. */
function actOf(field: Field | undefined, way: Way, value: unknown): BulkAct | null {
  if (!field) return null;
  if (way === 'empty') return { change: { [field.key]: null } };
  if (isBlank(value)) return null;
  if (way === 'set') return { change: { [field.key]: value } };
  return { [way]: { [field.key]: asStrings(value) } };
}

function Ways({
  field,
  kind,
  way,
  onChange,
}: {
  field: Field;
  kind: BulkTask['kind'];
  way: Way;
  onChange: (way: Way) => void;
}) {
  const ways: Way[] = kind === 'list' ? ['add', 'take'] : field.required ? ['set'] : ['set', 'empty'];
  if (ways.length < 2) return null;
  return (
    <SegmentedControl
      aria-label={t('bulk.way')}
      data={ways.map((one) => ({ value: one, label: t(`bulk.way.${one}`) }))}
      value={way}
      onChange={(next) => onChange(next as Way)}
      style={{ alignSelf: 'flex-start' }}
    />
  );
}

function Value({
  field,
  way,
  value,
  onChange,
}: {
  field: Field;
  way: Way;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { Input } = faceOf(field);
  return (
    <Input
      key={field.key}
      field={field}
      value={value}
      onChange={onChange}
      label={way === 'set' ? t('bulk.new_value', { field: field.label }) : field.label}
    />
  );
}
