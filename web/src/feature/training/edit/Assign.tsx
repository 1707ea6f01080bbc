// Gives a course to somebody, to a team or to everybody with a role, by a day.
import { Button, Group, Modal, SegmentedControl, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listRoles } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { forgetObject } from '../../../api/query.ts';
import { createRecord } from '../../../api/records.ts';
import { LinkPicker } from '../../../field/link/LinkPicker.tsx';
import type { LinkValue } from '../../../field/shared/values.ts';
import { dayInput } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { useRows } from '../../setting/sales/rows.ts';
import { COURSE } from './kinds.ts';

type To = 'user' | 'team' | 'role';

export function Assign({ course, onClose }: { course: { id: string; title: string } | null; onClose: () => void }) {
  const client = useQueryClient();
  const courses = useRows(COURSE, { field: 'published', op: 'is', value: true }, 'position,created_at', !course);
  // Who may not see roles gives to people and teams.
  const roles = useQuery({ queryKey: ['admin', 'roles'], queryFn: ({ signal }) => listRoles(signal), retry: false });
  const [which, setWhich] = useState(course?.id ?? null);
  const [kind, setKind] = useState<To>('team');
  const [link, setLink] = useState<LinkValue | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const to = kind === 'role' ? role : (link?.id ?? null);
  const give = async () => {
    setBusy(true);
    try {
      const made = await createRecord('course_assignments', { course: which, [kind]: to, due_on: due });
      notifications.show({ color: 'green', message: t('course_edit.given', { name: made.title }) });
      onClose();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error), autoClose: 12_000 });
    } finally {
      setBusy(false);
      forgetObject('course_assignment');
      void client.invalidateQueries({ queryKey: ['training'] });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={course ? t('course_edit.give_title', { name: course.title }) : t('course_edit.give')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="md">
        {!course && (
          <Select
            label={t('course_edit.course')}
            required
            data={(courses.data ?? []).map((one) => ({ value: one.id, label: one.title }))}
            value={which}
            onChange={setWhich}
          />
        )}
        <SegmentedControl
          aria-label={t('course_edit.to')}
          data={[
            { value: 'team', label: t('course_edit.to_team') },
            { value: 'user', label: t('course_edit.to_user') },
            ...(roles.data ? [{ value: 'role', label: t('course_edit.to_role') }] : []),
          ]}
          value={kind}
          onChange={(next) => {
            setKind(next as To);
            setLink(null);
          }}
        />
        {kind === 'role' ? (
          <Select
            label={t('course_edit.to_role')}
            description={t('course_edit.to_role_text')}
            required
            data={(roles.data?.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={role}
            onChange={setRole}
          />
        ) : (
          <LinkPicker
            key={kind}
            to={kind}
            label={t(kind === 'team' ? 'course_edit.to_team' : 'course_edit.to_user')}
            description={kind === 'team' ? t('course_edit.to_team_text') : undefined}
            required
            value={link}
            onChange={setLink}
          />
        )}
        <DateInput
          label={t('course_edit.due')}
          description={t('course_edit.due_text')}
          value={due}
          onChange={(day) => setDue(day ? day.slice(0, 10) : null)}
          {...dayInput()}
          clearable
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button loading={busy} disabled={!to || !which} onClick={() => void give()}>
            {t('course_edit.give')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
