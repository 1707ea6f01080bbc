// Writes what just happened: a note, a call, a meeting, a task; files can be added. Takes only the words that matter, the rest has
// sensible defaults. What is begun is kept for this record, over a reload too.
import { Button, Group, SegmentedControl, SimpleGrid, Text, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { changeSetOf } from '../api/client.ts';
import { describeProblem } from '../api/describe.ts';
import { forgetObject } from '../api/query.ts';
import { createRecord } from '../api/records.ts';
import { useSession } from '../api/session_context.tsx';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { showDone } from '../api/undo.tsx';
import { useDictionary } from '../dictionary/context.tsx';
import { faceOf } from '../field/faces.ts';
import { MentionArea } from '../field/long_text/MentionArea.tsx';
import { typed } from '../field/long_text/mention.ts';
import { dayInput, dayOf, formatRelative, instantOf, wallTimeOf } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { AttachButton, useAttach } from './AttachButton.tsx';
import { dropDraft, readDraft, writeDraft } from './form/draft.ts';
import { linkTo } from './Pinned.tsx';
import classes from './record.module.css';
import { TemplateMenu } from './TemplateMenu.tsx';
import { filled, type Template } from './template.ts';

const KINDS = ['note', 'call', 'meeting', 'task'] as const;
type ActivityKind = (typeof KINDS)[number];

/** What is asked beside subject, text and time. */
const FACTS: Record<ActivityKind, string[]> = {
  note: [],
  call: ['direction', 'duration', 'result'],
  meeting: ['duration', 'place'],
  task: ['priority', 'owner'],
};

/** What is asked when more is to be said. */
const MORE: Record<ActivityKind, string[]> = {
  note: [],
  call: ['transcript'],
  meeting: ['state', 'result'],
  task: ['repeat', 'reminders', 'queue'],
};

/** The time by which an activity stands in the timeline. */
const TIME_FIELD: Record<ActivityKind, string> = {
  note: 'happened_at',
  call: 'happened_at',
  meeting: 'happened_at',
  task: 'due_at',
};

interface Begun {
  kind: ActivityKind;
  subject: string;
  body: string;
  at: string | null;
  facts: Record<string, unknown>;
}

export function Composer({ object, record }: { object: ObjectType; record: RecordRow }) {
  const dictionary = useDictionary();
  const session = useSession();
  const linked = (kind: string) => {
    const activity = dictionary.byKey.get(kind);
    const link = linkTo(activity, object);
    return activity?.can.create && link?.access === 'write' ? link : undefined;
  };
  const offered = KINDS.filter((kind) => linked(kind));
  const draftKey = `kith-draft-${object.key}-${record.id}`;
  const empty: Begun = { kind: offered[0] ?? 'note', subject: '', body: '', at: null, facts: {} };
  const [draft, setDraft] = useState(() => readDraft(draftKey));
  const [begun, setBegun] = useState<Begun>(() => ({ ...empty, ...(draft?.values as Partial<Begun> | undefined) }));
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [open, setOpen] = useState<ActivityKind | null>(null);
  const files = useAttach(record, linked('file'));
  const { kind, subject, body, at, facts } = begun;
  const isEmpty = !subject && !body;
  useEffect(() => {
    // What was typed survives a reload or a wrong click.
    if (isEmpty) dropDraft(draftKey);
    else writeDraft(draftKey, { ...begun });
  }, [draftKey, begun, isEmpty]);

  const activity = dictionary.byKey.get(kind);
  const link = linked(kind);
  if (!activity || !link || record.removed_at) return null;

  const has = (key: string) => activity.fields.some((field) => field.key === key && field.access === 'write');
  const change = (part: Partial<Begun>) => setBegun((old) => ({ ...old, ...part }));
  const begin = (next: ActivityKind) => {
    setDraft(null);
    setOpen(null);
    setBegun({ ...empty, kind: next });
  };
  const submit = async () => {
    setBusy(true);
    const when = at ? instantOf(at) : kind === 'task' ? null : new Date().toISOString();
    const firstLine = typed(body).trim().split('\n')[0]?.slice(0, 120) ?? '';
    const told = Object.entries(facts).filter(
      ([key, value]) => has(key) && value !== null && [...FACTS[kind], ...MORE[kind]].includes(key),
    );
    try {
      const made = await createRecord(activity.plural, {
        [link.key]: record.id,
        subject: subject.trim() || (kind === 'note' ? null : firstLine || activity.label),
        ...(body.trim() ? { body: body.trim() } : {}),
        ...(when && has(TIME_FIELD[kind]) ? { [TIME_FIELD[kind]]: when } : {}),
        ...Object.fromEntries(told),
      });
      begin(kind);
      showDone(t('composer.saved', { kind: activity.label }), changeSetOf(made), { quiet: true });
      forgetObject(activity.key);
    } catch (error) {
      notifications.show({ color: 'red', title: t('record.not_created'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  const ready = kind === 'note' ? body.trim() !== '' : !isEmpty;
  const fieldsOf = (keys: string[]) =>
    keys.flatMap((key) => activity.fields.find((field) => field.key === key && has(key)) ?? []);
  const asked = fieldsOf(FACTS[kind]);
  const more = fieldsOf(MORE[kind]);
  // What was said there already stays in sight.
  const showsMore = open === kind || more.some(({ key }) => facts[key] !== undefined && facts[key] !== null);
  const templates = dictionary.byKey.get('activity_template');
  const take = async (template: Template) => {
    const today = dayOf(new Date());
    const around = { object, record, byKey: dictionary.byKey, me: session.user.name, today };
    const [words, head] = await Promise.all([filled(template.body, around), filled(template.subject, around)]);
    setBegun((old) => ({
      ...old,
      subject: old.subject || head,
      body: old.body.trim() ? `${old.body.trimEnd()}\n\n${words}` : words,
    }));
  };
  const face = (field: (typeof asked)[number]) => {
    const { Input } = faceOf(field);
    return (
      <Input
        key={`${kind}-${field.key}`}
        field={field}
        label={field.label}
        value={facts[field.key] ?? field.default ?? null}
        onChange={(value) => change({ facts: { ...facts, [field.key]: value } })}
      />
    );
  };

  return (
    <form
      className={classes.composer}
      aria-label={t('composer.title')}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!files.offered || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!files.offered || !event.dataTransfer.files.length) return;
        event.preventDefault();
        void files.attach([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        if (!files.offered || !event.clipboardData.files.length) return;
        event.preventDefault();
        void files.attach([...event.clipboardData.files]);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
      onKeyDown={(event) => {
        // By the place of the key: with Alt it writes other letters on some keyboards.
        if (event.altKey && !event.ctrlKey && event.code === 'KeyT' && templates) {
          event.preventDefault();
          setChoosing(true);
          return;
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
          event.preventDefault();
          void submit();
        }
      }}
    >
      <Group justify="space-between" px="xs" pt="xs" gap="xs">
        <SegmentedControl
          aria-label={t('composer.kind')}
          size="xs"
          data={offered.map((key) => ({ value: key, label: dictionary.byKey.get(key)?.label ?? key }))}
          value={kind}
          onChange={(next) => change({ kind: next as ActivityKind })}
        />
        {draft && !isEmpty && (
          <Group gap={4} role="status">
            <Text size="xs" c="dimmed">
              {t('form.draft_from', { when: formatRelative(draft.at) })}
            </Text>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => begin(kind)}>
              {t('form.draft_discard')}
            </Button>
          </Group>
        )}
      </Group>
      {kind !== 'note' && (
        <TextInput
          variant="unstyled"
          px="sm"
          fw={560}
          aria-label={t('composer.subject')}
          placeholder={t(`composer.subject_${kind}`)}
          value={subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
      )}
      <MentionArea
        variant="unstyled"
        px="sm"
        autosize
        minRows={kind === 'note' ? 2 : 1}
        maxRows={14}
        aria-label={t('composer.body')}
        placeholder={t(kind === 'note' ? 'composer.body_note' : 'composer.body_other')}
        value={body}
        onChange={(next) => change({ body: next })}
      />
      {asked.length > 0 && (
        <SimpleGrid cols={{ base: 1, xs: asked.length }} spacing="xs" px="sm" pb="xs">
          {asked.map(face)}
        </SimpleGrid>
      )}
      {showsMore && (
        <SimpleGrid cols={1} spacing="xs" px="sm" pb="xs">
          {more.map(face)}
        </SimpleGrid>
      )}
      <Group justify="space-between" px="xs" pb="xs" gap="xs">
        <Group gap="xs">
          {templates && templates.can.read !== 'none' && (
            <TemplateMenu
              object={templates}
              activity={kind}
              opened={choosing}
              onOpened={setChoosing}
              onChoose={(template) => void take(template)}
            />
          )}
          {more.length > 0 && !showsMore && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(kind)}>
              {t(`composer.more_${kind as 'call' | 'meeting' | 'task'}`)}
            </Button>
          )}
          {files.offered && <AttachButton sending={files.sending} onChoose={(chosen) => void files.attach(chosen)} />}
          {kind !== 'note' && (
            <DateTimePicker
              size="xs"
              w={190}
              aria-label={t(kind === 'task' ? 'composer.due' : 'composer.when')}
              placeholder={t(kind === 'task' ? 'composer.due' : 'composer.now')}
              value={at ?? (kind === 'meeting' ? wallTimeOf(new Date().toISOString()) : null)}
              onChange={(next) => change({ at: next })}
              {...dayInput(true)}
              clearable
            />
          )}
        </Group>
        <Button
          type="submit"
          size="compact-md"
          loading={busy}
          disabled={!ready}
          title="Ctrl Enter"
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {t('composer.save', { kind: activity.label.toLowerCase() })}
        </Button>
      </Group>
    </form>
  );
}
