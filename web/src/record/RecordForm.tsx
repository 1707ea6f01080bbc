// Creates a record: its fields in the sections of the layout, problems beside the field they belong to, who may already be
// there told while typing, drafts kept on reload.
import { Alert, Button, Group, SimpleGrid, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { describeField, describeProblem } from '../api/describe.ts';
import type { Match } from '../api/matches.ts';
import { Problem } from '../api/problem.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { formatRelative } from '../i18n/format.ts';
import { currentLanguage, t } from '../i18n/index.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { type Draft, dropDraft, readDraft, writeDraft } from './form/draft.ts';
import classes from './form/form.module.css';
import { Matches } from './form/Matches.tsx';
import { arrange, type Placed } from './layout/arrange.ts';
import { isEmpty } from './layout/evaluate.ts';
import { useLayout } from './layout/use_layout.ts';
import { isSame } from './theirs.ts';

const WIDE = new Set<Field['kind']>(['long_text', 'postal_address', 'email_addresses', 'phone_numbers', 'person_name']);

type Values = Record<string, unknown>;

interface Props {
  object: ObjectType;
  preset?: Values;
  onSave: (values: Values) => Promise<RecordRow>;
  onDone: (record: RecordRow) => void;
  onCancel: () => void;
  /** After it the form begins anew. Without it there is no such button. */
  onDoneNext?: (record: RecordRow) => void;
  /** In passing, over another page: fewer fields, nothing that stays. */
  isInline?: boolean;
  /** Takes a record that is already there instead. */
  onUse?: (record: Match['record']) => void;
}

const startOf = (fields: readonly Field[], preset: Values | undefined): Values => ({
  ...Object.fromEntries(
    fields
      .filter((field) => field.default !== null && field.default !== undefined)
      .map((field) => [field.key, field.default]),
  ),
  ...preset,
});

export function RecordForm({ object, preset, onSave, onDone, onCancel, onDoneNext, isInline, onUse }: Props) {
  const layout = useLayout(object.key);
  const draftKey = isInline ? null : `kith-form-${object.key}`;
  const writable = object.fields.filter(
    (field) => field.access === 'write' && !field.read_only && field.kind !== 'computed',
  );
  const [start, setStart] = useState<Values>(() => startOf(writable, preset));
  const [draft, setDraft] = useState<Draft | null>(() => (draftKey ? readDraft(draftKey) : null));
  const [values, setValues] = useState<Values>(() => ({ ...start, ...draft?.values, ...preset }));
  const [problem, setProblem] = useState<unknown>(null);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [showAll, setShowAll] = useState(false);
  const [round, setRound] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const isDirty = !isSame(values, start);
  const kept = useRef(false);
  kept.current = Boolean(draftKey) && isDirty;

  useEffect(() => {
    if (!draftKey) return;
    if (isDirty) writeDraft(draftKey, values);
    else dropDraft(draftKey);
  }, [draftKey, values, isDirty]);
  // Whoever leaves is told that nothing was saved, and that nothing is lost.
  useEffect(
    () => () => {
      if (kept.current) notifications.show({ message: t('form.draft_kept', { object: object.label.toLowerCase() }) });
    },
    [object.label],
  );

  const set = (key: string, value: unknown) => {
    setValues((old) => ({ ...old, [key]: value }));
    setMissing((old) => old.filter((one) => one !== key));
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

  const sections = arrange(layout ?? undefined, writable, values, currentLanguage(), true);
  const isMain = ({ field, required }: Placed) =>
    required ||
    field.key === object.title_field ||
    object.list_fields.includes(field.key) ||
    (field.custom && !isInline);
  const named = sections.filter((section) => section.label !== null && !(isInline && section.collapsed));
  const free = sections.filter((section) => !named.includes(section)).flatMap((section) => section.fields);
  const isFirst = !named.length;
  const main = free.filter(isMain).sort((a, b) => rank(object, a.field) - rank(object, b.field));
  const rest = free.filter((one) => !isMain(one));
  const shown = [...named.flatMap((section) => section.fields), ...main, ...rest];

  const focusWrong = () =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  const begin = (next: Values) => {
    setValues(next);
    setDraft(null);
    setMissing([]);
    setProblem(null);
    setRound((old) => old + 1);
  };
  const submit = async (another = false) => {
    if (busy) return;
    setProblem(null);
    const empty = shown.filter(
      ({ field, required }) => required && field.kind !== 'boolean' && isEmpty(values[field.key]),
    );
    setMissing(empty.map(({ field }) => field.key));
    if (empty.length) {
      if (empty.some((one) => rest.includes(one))) setShowAll(true);
      focusWrong();
      return;
    }
    setBusy(true);
    try {
      const present = new Set(shown.map(({ field }) => field.key));
      const filled = Object.fromEntries(
        Object.entries(values).filter(
          ([key, value]) => value !== null && value !== undefined && value !== '' && (present.has(key) || key in start),
        ),
      );
      const saved = await onSave(filled);
      kept.current = false;
      if (draftKey) dropDraft(draftKey);
      if (another && onDoneNext) {
        onDoneNext(saved);
        const fresh = startOf(writable, preset);
        setStart(fresh);
        begin(fresh);
        setBusy(false);
      } else {
        // What is written from here on is no draft any longer, though the form stands a moment more.
        setStart(values);
        onDone(saved);
      }
    } catch (error) {
      setProblem(error);
      setBusy(false);
      const first = error instanceof Problem ? error.problems[0]?.field.split(/[.[]/)[0] : undefined;
      if (first && rest.some(({ field }) => field.key === first)) setShowAll(true);
      focusWrong();
    }
  };

  const messageOf = (field: Field) => {
    if (missing.includes(field.key)) return t('form.required', { field: field.label });
    if (!(problem instanceof Problem)) return undefined;
    const own = problem.problems.filter((one) => one.field.split(/[.[]/)[0] === field.key).map(describeField);
    if (own.length) return own.join(' ');
    return problem.conflict?.field === field.key ? t('conflict.taken_short') : undefined;
  };
  const placed = writable.some((field) => messageOf(field));
  const conflict = problem instanceof Problem ? problem.conflict : undefined;

  const input = ({ field, required }: Placed, autoFocus: boolean) => {
    const { Input } = faceOf(field);
    return (
      <div key={`${field.key}-${round}`} style={placeOf(field)}>
        <Input
          field={field}
          value={values[field.key] ?? null}
          onChange={(value) => set(field.key, value)}
          label={field.label}
          description={field.help ?? undefined}
          required={required}
          error={messageOf(field)}
          autoFocus={autoFocus}
        />
        {conflict?.record && conflict.field === field.key && <ConflictNote object={object} conflict={conflict} />}
      </div>
    );
  };
  const grid = (fields: Placed[], leads: boolean) => (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
      {fields.map((one, index) => input(one, leads && index === 0))}
    </SimpleGrid>
  );

  if (layout === undefined) return null;
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A form in a dialog stands within another one in the tree of components.
        event.stopPropagation();
        void submit();
      }}
      onKeyDown={(event) => {
        const held = event.ctrlKey || event.metaKey;
        const isSave = held && (event.key === 'Enter' || (event.key.toLowerCase() === 's' && !event.altKey));
        if (!isSave) return;
        event.preventDefault();
        event.stopPropagation();
        void submit(event.altKey);
      }}
    >
      <Stack gap="lg">
        {draft && (
          <div className={classes.draft} role="status">
            <span>{t('form.draft_from', { when: formatRelative(draft.at) })}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => {
                if (draftKey) dropDraft(draftKey);
                begin(start);
              }}
            >
              {t('form.draft_discard')}
            </Button>
          </div>
        )}
        {(problem !== null || missing.length > 0) && (
          <Alert color="red" role="alert">
            <Text size="sm">{placed ? t('form.check_fields') : describeProblem(problem)}</Text>
          </Alert>
        )}
        {conflict?.record && !placed && <ConflictNote object={object} conflict={conflict} />}
        {named.map((section, place) => (
          <section key={section.key} aria-label={section.label ?? undefined}>
            <h2 className={classes.legend}>{section.label}</h2>
            {grid(section.fields, place === 0)}
          </section>
        ))}
        {main.length > 0 && grid(main, isFirst)}
        {isDirty && <Matches object={object} values={values} onUse={onUse} />}
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
            {showAll && grid(rest, false)}
          </div>
        )}
        <Group className={isInline ? undefined : classes.foot} gap="xs">
          <Tooltip label={t('form.create_hint')}>
            <Button type="submit" loading={busy} aria-keyshortcuts="Control+Enter Meta+Enter Control+S Meta+S">
              {t('form.create', { object: object.label.toLowerCase() })}
            </Button>
          </Tooltip>
          {onDoneNext && (
            <Tooltip label={t('form.create_next_hint')}>
              <Button
                variant="default"
                disabled={busy}
                aria-keyshortcuts="Control+Alt+Enter Meta+Alt+Enter"
                onClick={() => void submit(true)}
              >
                {t('form.create_next')}
              </Button>
            </Tooltip>
          )}
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              kept.current = false;
              if (draftKey) dropDraft(draftKey);
              setStart(values);
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
