// Writes what just happened: a note, a call, a meeting, a task; files can be added. Takes only the words that matter, the rest has
// sensible defaults.
import { Button, Group, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { forgetObject } from '../api/query.ts';
import { createRecord } from '../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { dayInput, instantOf, wallTimeOf } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { AttachButton, useAttach } from './AttachButton.tsx';
import classes from './record.module.css';

const KINDS = ['note', 'call', 'meeting', 'task'] as const;
type ActivityKind = (typeof KINDS)[number];

/** The link by which an activity belongs to records of an object; none means the object has no activities. */
function linkTo(activity: ObjectType | undefined, object: ObjectType): Field | undefined {
  return activity?.can.create
    ? activity.fields.find((field) => field.kind === 'link' && field.to === object.key && field.access === 'write')
    : undefined;
}

/** The time by which an activity stands in the timeline. */
const TIME_FIELD: Record<ActivityKind, string> = {
  note: 'happened_at',
  call: 'happened_at',
  meeting: 'happened_at',
  task: 'due_at',
};

export function Composer({ object, record }: { object: ObjectType; record: RecordRow }) {
  const dictionary = useDictionary();
  const offered = KINDS.filter((kind) => linkTo(dictionary.byKey.get(kind), object));
  const draftKey = `kith-draft-${object.key}-${record.id}`;
  const [kind, setKind] = useState<ActivityKind>(offered[0] ?? 'note');
  const [subject, setSubject] = useState('');
  const [body, setBody] = useState(() => sessionStorage.getItem(draftKey) ?? '');
  const [at, setAt] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const files = useAttach(record, linkTo(dictionary.byKey.get('file'), object));
  const activity = dictionary.byKey.get(kind);
  const link = linkTo(activity, object);
  if (!activity || !link || record.removed_at) return null;

  const has = (key: string) => activity.fields.some((field) => field.key === key);
  const write = (text: string) => {
    setBody(text);
    // What was typed survives a reload or a wrong click.
    if (text) sessionStorage.setItem(draftKey, text);
    else sessionStorage.removeItem(draftKey);
  };
  const submit = async () => {
    setBusy(true);
    const when = at ? instantOf(at) : kind === 'task' ? null : new Date().toISOString();
    const firstLine = body.trim().split('\n')[0]?.slice(0, 120) ?? '';
    try {
      await createRecord(activity.plural, {
        [link.key]: record.id,
        subject: subject.trim() || (kind === 'note' ? null : firstLine || activity.label),
        ...(body.trim() ? { body: body.trim() } : {}),
        ...(when && has(TIME_FIELD[kind]) ? { [TIME_FIELD[kind]]: when } : {}),
      });
      setSubject('');
      write('');
      setAt(null);
      forgetObject(activity.key);
    } catch (error) {
      notifications.show({ color: 'red', title: t('record.not_created'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  const ready = kind === 'note' ? body.trim() !== '' : subject.trim() !== '' || body.trim() !== '';

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
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
          event.preventDefault();
          void submit();
        }
      }}
    >
      <SegmentedControl
        aria-label={t('composer.kind')}
        size="xs"
        m="xs"
        mb={0}
        data={offered.map((key) => ({ value: key, label: dictionary.byKey.get(key)?.label ?? key }))}
        value={kind}
        onChange={(next) => setKind(next as ActivityKind)}
      />
      {kind !== 'note' && (
        <TextInput
          variant="unstyled"
          px="sm"
          fw={560}
          aria-label={t('composer.subject')}
          placeholder={t(`composer.subject_${kind}`)}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
      )}
      <Textarea
        variant="unstyled"
        px="sm"
        autosize
        minRows={kind === 'note' ? 2 : 1}
        maxRows={14}
        aria-label={t('composer.body')}
        placeholder={t(kind === 'note' ? 'composer.body_note' : 'composer.body_other')}
        value={body}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <Group justify="space-between" px="xs" pb="xs" gap="xs">
        <Group gap="xs">
          {files.offered && <AttachButton sending={files.sending} onChoose={(chosen) => void files.attach(chosen)} />}
          {kind !== 'note' && (
            <DateTimePicker
              size="xs"
              w={190}
              aria-label={t(kind === 'task' ? 'composer.due' : 'composer.when')}
              placeholder={t(kind === 'task' ? 'composer.due' : 'composer.now')}
              value={at ?? (kind === 'meeting' ? wallTimeOf(new Date().toISOString()) : null)}
              onChange={setAt}
              {...dayInput(true)}
              clearable
            />
          )}
        </Group>
        <Button type="submit" size="compact-md" loading={busy} disabled={!ready}>
          {t('composer.save', { kind: activity.label.toLowerCase() })}
        </Button>
      </Group>
    </form>
  );
}
