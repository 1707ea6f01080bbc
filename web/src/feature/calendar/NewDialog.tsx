// Something new at a time that was pressed or drawn: what, when, how long; everything else in the form of the object.
import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject } from '../../api/query.ts';
import { createRecord } from '../../api/records.ts';
import { useSession } from '../../api/session_context.tsx';
import type { ObjectType } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { faceOf } from '../../field/faces.ts';
import { dayInput, instantOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { KINDS, type Kind, MOMENT } from './events.ts';

export interface Wanted {
  day: string;
  minute: number;
  minutes: number;
  user: string;
}

interface Props {
  wanted: Wanted | null;
  objects: Partial<Record<Kind, ObjectType | undefined>>;
  onClose: () => void;
}

const two = (number: number) => String(number).padStart(2, '0');

export function NewDialog({ wanted, objects, onClose }: Props) {
  return (
    <Modal
      opened={wanted !== null}
      onClose={onClose}
      title={t('team_calendar.new')}
      centered
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {wanted && (
        <Form
          key={`${wanted.day}-${wanted.minute}-${wanted.user}`}
          wanted={wanted}
          objects={objects}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

function Form({ wanted, objects, onClose }: Props & { wanted: Wanted }) {
  const session = useSession();
  const navigate = useNavigate();
  const offered = KINDS.filter((kind) => objects[kind]?.can.create);
  const [kind, setKind] = useState<Kind>(offered[0] ?? 'meeting');
  const [subject, setSubject] = useState('');
  const [at, setAt] = useState<string | null>(
    `${wanted.day} ${two(Math.floor(wanted.minute / 60))}:${two(wanted.minute % 60)}:00`,
  );
  const [seconds, setSeconds] = useState<unknown>(wanted.minutes * 60);
  const [person, setPerson] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const object = objects[kind];
  useEffect(() => {
    if (!offered.includes(kind) && offered[0]) setKind(offered[0]);
  }, [offered, kind]);
  if (!object) return null;
  const field = (key: string) => object.fields.find((one) => one.key === key && one.access === 'write');
  const [length, about] = [field('duration'), field('person')];
  const values = () => ({
    subject: subject.trim() || null,
    [MOMENT[kind]]: at ? instantOf(at) : null,
    ...(length ? { duration: seconds } : {}),
    ...(about && person ? { person } : {}),
    ...(wanted.user !== session.user.id ? { owner: wanted.user } : {}),
  });
  const save = async () => {
    setBusy(true);
    try {
      const made = await createRecord(object.plural, values());
      showDone(t('composer.saved', { kind: object.label }), changeSetOf(made), { quiet: true });
      forgetObject(object.key);
      onClose();
    } catch (error) {
      notifications.show({ color: 'red', title: t('record.not_created'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (subject.trim() && at) void save();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t('composer.kind')}
          value={kind}
          data={offered.map((key) => ({ value: key, label: objects[key]?.label ?? key }))}
          onChange={(next) => setKind(next as Kind)}
        />
        <TextInput
          label={field('subject')?.label ?? t('composer.subject')}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          data-autofocus
          required
          withAsterisk={false}
        />
        <Group grow align="flex-start">
          <DateTimePicker
            label={field(MOMENT[kind])?.label}
            value={at}
            onChange={setAt}
            {...dayInput(true)}
            required
            withAsterisk={false}
          />
          {length && <Face field={length} value={seconds} onChange={setSeconds} />}
        </Group>
        {about && <Face field={about} value={person} onChange={setPerson} />}
        <Group justify="space-between" mt="xs">
          <Button
            variant="subtle"
            color="gray"
            onClick={() =>
              void navigate({
                to: '/$plural/new',
                params: { plural: object.plural },
                search: { preset: values() },
              })
            }
          >
            {t('team_calendar.all_fields')}
          </Button>
          <Button type="submit" loading={busy} disabled={!subject.trim() || !at}>
            {t('composer.save', { kind: object.label.toLowerCase() })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Face(props: { field: ObjectType['fields'][number]; value: unknown; onChange: (value: unknown) => void }) {
  const { Input } = faceOf(props.field);
  return <Input {...props} label={props.field.label} />;
}
