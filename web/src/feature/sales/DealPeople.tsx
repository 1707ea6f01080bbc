// Who at the customer's has a say in a deal, and which.
import { ActionIcon, Button, Group, Modal, Select, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { UserRoundSearch, X } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { changeRecord, createRecord, listRecords, removeRecord } from '../../api/records.ts';
import type { RecordRow } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { chipColor } from '../../field/shared/choice_color.ts';
import { asLink, asText } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import classes from './sales.module.css';

export function DealPeople({ record, canChange }: { record: RecordRow; canChange: boolean }) {
  const [editing, setEditing] = useState(false);
  const object = useObject('deal_person');
  const people = useQuery({
    queryKey: [...keys.lists('deal_person'), 'of', record.id],
    queryFn: ({ signal }) =>
      listRecords(
        'deal_people',
        {
          filter: { field: 'deal', op: 'is', value: record.id },
          fields: ['person', 'role', 'influence'],
          sort: 'created_at',
          limit: 50,
        },
        signal,
      ),
  });
  const rows = people.data?.data ?? [];
  const roles = object?.fields.find(({ key }) => key === 'role')?.choices ?? [];
  if (!rows.length && !canChange) return null;
  return (
    <>
      {rows.slice(0, 4).map((row) => {
        const role = roles.find(({ key }) => key === row.role);
        const person = asLink(row.person);
        const color = role && chipColor(role.key, role.color);
        return (
          <Tooltip key={row.id} label={[person?.title, role?.label].filter(Boolean).join(' · ')}>
            <span className={classes.around_part}>
              {color && <span className={classes.dot} style={{ background: color.text }} aria-hidden="true" />}
              {person && (
                <RecordLink object="person" id={person.id} className="plain-link">
                  {person.title}
                </RecordLink>
              )}
              {role && <span className={classes.when}>{role.label}</span>}
            </span>
          </Tooltip>
        );
      })}
      {canChange && (
        <UnstyledButton className={classes.around_part} onClick={() => setEditing(true)}>
          <UserRoundSearch size={14} aria-hidden="true" />
          <span>{t('sales.people')}</span>
        </UnstyledButton>
      )}
      {editing && <PeopleDialog record={record} rows={rows} onClose={() => setEditing(false)} />}
    </>
  );
}

function PeopleDialog({
  record,
  rows,
  onClose,
}: {
  record: RecordRow;
  rows: readonly RecordRow[];
  onClose: () => void;
}) {
  const object = useObject('deal_person');
  const choices = (key: string) =>
    (object?.fields.find((field) => field.key === key)?.choices ?? []).map((one) => ({
      value: one.key,
      label: one.label,
    }));
  // Each line is a record of its own: it is written as it is chosen.
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    forgetObject('deal_person');
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('sales.people')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('sales.people_text')}
        </Text>
        {rows.map((row) => {
          const name = asLink(row.person)?.title ?? '';
          const set = (key: string) => (value: string | null) =>
            void act(() => changeRecord('deal_people', row.id, row.version, { [key]: value }));
          return (
            <Group key={row.id} gap="sm" className={classes.personLine}>
              <Text size="sm" fw={560} className={classes.personName} truncate>
                {name}
              </Text>
              <Select
                aria-label={t('sales.role_of', { name })}
                placeholder={t('sales.role')}
                data={choices('role')}
                value={asText(row.role) || null}
                onChange={set('role')}
                clearable
                w={170}
              />
              <Select
                aria-label={t('sales.influence_of', { name })}
                placeholder={t('sales.influence')}
                data={choices('influence')}
                value={asText(row.influence) || null}
                onChange={set('influence')}
                clearable
                w={120}
              />
              <ActionIcon
                aria-label={t('sales.take_out', { name })}
                onClick={() => void act(() => removeRecord('deal_people', row.id))}
              >
                <X size={15} />
              </ActionIcon>
            </Group>
          );
        })}
        <LinkPicker
          to="person"
          value={null}
          onChange={(person) =>
            person && void act(() => createRecord('deal_people', { deal: record.id, person: person.id }))
          }
          aria-label={t('sales.add_person')}
        />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('action.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
