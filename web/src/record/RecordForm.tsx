// Creates a record: an input for each field the user may write, problems beside the field they belong to, drafts kept on reload.
import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { describeField, describeProblem } from '../api/describe.ts';
import { Problem } from '../api/problem.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { t } from '../i18n/index.ts';
import { ConflictNote } from './ConflictNote.tsx';

const WIDE = new Set<Field['kind']>(['long_text', 'postal_address', 'email_addresses', 'phone_numbers', 'person_name']);

/** Fields that stand on the form at once; the others wait behind a button. */
function isMain(object: ObjectType, field: Field): boolean {
  return field.required || field.key === object.title_field || object.list_fields.includes(field.key) || field.custom;
}

function readDraft(key: string): Record<string, unknown> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Record<string, unknown> | null;
  } catch {
    return null;
  }
}

export function RecordForm({
  object,
  preset,
  onSave,
  onDone,
  onCancel,
}: {
  object: ObjectType;
  preset?: Record<string, unknown>;
  onSave: (values: Record<string, unknown>) => Promise<RecordRow>;
  onDone: (record: RecordRow) => void;
  onCancel: () => void;
}) {
  const draftKey = `kith-form-${object.key}`;
  const writable = object.fields.filter(
    (field) => field.access === 'write' && !field.read_only && field.kind !== 'computed',
  );
  const [values, setValues] = useState<Record<string, unknown>>(() => {
    const defaults = Object.fromEntries(
      writable
        .filter((field) => field.default !== null && field.default !== undefined)
        .map((field) => [field.key, field.default]),
    );
    return { ...defaults, ...readDraft(draftKey), ...preset };
  });
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [showAll, setShowAll] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (Object.keys(values).length) sessionStorage.setItem(draftKey, JSON.stringify(values));
  }, [draftKey, values]);

  const set = (key: string, value: unknown) => {
    setValues((old) => ({ ...old, [key]: value }));
    // A corrected field is not blamed any longer.
    if (problem instanceof Problem) {
      setProblem(
        new Problem(problem.status, {
          detail: problem.message,
          code: problem.code,
          problems: problem.problems.filter((one) => one.field.split(/[.[]/)[0] !== key),
          conflict: problem.conflict?.field === key ? undefined : problem.conflict,
        }),
      );
    }
  };
  const clean = () => sessionStorage.removeItem(draftKey);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const filled = Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''),
      );
      const saved = await onSave(filled);
      clean();
      onDone(saved);
    } catch (error) {
      setProblem(error);
      setBusy(false);
      const first = error instanceof Problem ? error.problems[0]?.field.split(/[.[]/)[0] : undefined;
      if (first && !main.some((field) => field.key === first)) setShowAll(true);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    }
  };

  const main = writable.filter((field) => isMain(object, field)).sort((a, b) => rank(object, a) - rank(object, b));
  const rest = writable.filter((field) => !isMain(object, field));
  const messageOf = (field: Field) => {
    if (!(problem instanceof Problem)) return undefined;
    const own = problem.problems.filter((one) => one.field.split(/[.[]/)[0] === field.key).map(describeField);
    if (own.length) return own.join(' ');
    return problem.conflict?.field === field.key ? t('conflict.taken_short') : undefined;
  };
  const placed = writable.some((field) => messageOf(field));
  const conflict = problem instanceof Problem ? problem.conflict : undefined;

  const input = (field: Field, index: number) => {
    const { Input } = faceOf(field);
    return (
      <div key={field.key} style={placeOf(field)}>
        <Input
          field={field}
          value={values[field.key] ?? null}
          onChange={(value) => set(field.key, value)}
          label={field.label}
          description={field.help ?? undefined}
          required={field.required}
          error={messageOf(field)}
          autoFocus={index === 0}
        />
        {conflict?.record && conflict.field === field.key && <ConflictNote object={object} conflict={conflict} />}
      </div>
    );
  };

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void submit();
        }
      }}
    >
      <Stack gap="lg">
        {problem !== null && (
          <Alert color="red" role="alert">
            <Text size="sm">{placed ? t('form.check_fields') : describeProblem(problem)}</Text>
          </Alert>
        )}
        {conflict?.record && !placed && <ConflictNote object={object} conflict={conflict} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
          {main.map(input)}
        </SimpleGrid>
        {rest.length > 0 && (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              type="button"
              onClick={() => setShowAll((was) => !was)}
              aria-expanded={showAll}
              mb="sm"
            >
              {showAll ? t('record.fewer_fields') : t('record.more_fields', { count: rest.length })}
            </Button>
            {showAll && (
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
                {rest.map((field) => input(field, 1))}
              </SimpleGrid>
            )}
          </div>
        )}
        <Group>
          <Button type="submit" loading={busy} aria-keyshortcuts="Control+Enter Meta+Enter">
            {t('form.create', { object: object.label.toLowerCase() })}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              clean();
              onCancel();
            }}
          >
            {t('action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Values of several parts take the whole row; a box to tick has no label above and stands on the line of its neighbor. */
function placeOf(field: Field): CSSProperties | undefined {
  if (WIDE.has(field.kind)) return { gridColumn: '1 / -1' };
  return field.kind === 'boolean' ? { alignSelf: 'end', minHeight: 30 } : undefined;
}

/** The title first, then what is required, then the order of the list. */
function rank(object: ObjectType, field: Field): number {
  if (field.key === object.title_field) return 0;
  if (field.required) return 1;
  const place = object.list_fields.indexOf(field.key);
  return place >= 0 ? 2 + place : 100;
}
