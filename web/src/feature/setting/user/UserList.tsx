// Who can sign in, with which role; people are switched off, never deleted, because history names them.
import {
  Alert,
  Badge,
  Button,
  Group,
  Loader,
  Modal,
  PasswordInput,
  Select,
  Stack,
  Switch,
  Table,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { changeUser, createUser, listAllUsers, listRoles } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { useSession } from '../../../api/session_context.tsx';
import type { UserRow } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import pageClasses from '../../../ui/page.module.css';
import { Section } from '../Section.tsx';

const USERS = ['admin', 'users'] as const;

export function UserList() {
  const client = useQueryClient();
  const session = useSession();
  const [open, dialog] = useDisclosure(false);
  const users = useQuery({ queryKey: USERS, queryFn: ({ signal }) => listAllUsers(signal) });
  const roles = useQuery({ queryKey: ['admin', 'roles'], queryFn: ({ signal }) => listRoles(signal) });
  const change = async (user: UserRow, body: { active?: boolean; role?: string }) => {
    try {
      await changeUser(user.id, body);
      void client.invalidateQueries({ queryKey: USERS });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const roleOptions = (roles.data?.data ?? []).map((role) => ({ value: role.id, label: role.name }));
  const idOf = (role: UserRow['role']) => (typeof role === 'object' && role ? role.id : (role ?? null));
  return (
    <Section
      title={t('settings.users')}
      text={t('users.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={dialog.open}>
          {t('users.create')}
        </Button>
      }
    >
      {users.isError && <ProblemView error={users.error} onRetry={() => users.refetch()} />}
      {users.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {users.data && (
        <Table.ScrollContainer minWidth={600} className={pageClasses.panel}>
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setup.name')}</Table.Th>
                <Table.Th>{t('signin.email')}</Table.Th>
                <Table.Th>{t('users.role')}</Table.Th>
                <Table.Th>{t('users.active')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {users.data.data.map((user) => (
                <Table.Tr key={user.id}>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Avatar name={user.name} size={24} />
                      {user.name}
                      {user.id === session.user.id && <Badge size="xs">{t('users.you')}</Badge>}
                    </Group>
                  </Table.Td>
                  <Table.Td>{user.email}</Table.Td>
                  <Table.Td>
                    {roleOptions.length && user.id !== session.user.id ? (
                      <Select
                        aria-label={t('users.role_of', { name: user.name })}
                        size="xs"
                        w={170}
                        data={roleOptions}
                        value={idOf(user.role)}
                        onChange={(role) => role && void change(user, { role })}
                        allowDeselect={false}
                      />
                    ) : (
                      (user.role?.title ?? '—')
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Switch
                      aria-label={t('users.active_of', { name: user.name })}
                      checked={user.active !== false}
                      disabled={user.id === session.user.id}
                      onChange={(event) => void change(user, { active: event.currentTarget.checked })}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <UserDialog
        opened={open}
        onClose={dialog.close}
        roles={roleOptions}
        onDone={() => void client.invalidateQueries({ queryKey: USERS })}
      />
    </Section>
  );
}

function UserDialog({
  opened,
  onClose,
  roles,
  onDone,
}: {
  opened: boolean;
  onClose: () => void;
  roles: { value: string; label: string }[];
  onDone: () => void;
}) {
  const empty = { name: '', email: '', password: '', role: '' };
  const [body, setBody] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const set = (key: keyof typeof body) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setBody((old) => ({ ...old, [key]: value }));
  };
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await createUser({ ...body, role: body.role || (roles[0]?.value ?? '') });
      setBody(empty);
      onDone();
      onClose();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('users.create')}
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
          <TextInput label={t('setup.name')} required data-autofocus value={body.name} onChange={set('name')} />
          <TextInput label={t('signin.email')} type="email" required value={body.email} onChange={set('email')} />
          <PasswordInput
            label={t('users.first_password')}
            description={t('setup.password_help')}
            autoComplete="new-password"
            required
            value={body.password}
            onChange={set('password')}
          />
          <Select
            label={t('users.role')}
            data={roles}
            value={body.role || roles[0]?.value || null}
            onChange={(role) => setBody((old) => ({ ...old, role: role ?? '' }))}
            allowDeselect={false}
          />
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
