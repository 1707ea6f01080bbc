// Invites a person, or changes who they are; a new password is made here and shown once, to be handed over.
import { ActionIcon, Alert, Button, Group, Modal, Select, Stack, TextInput, Tooltip } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { changeUser, createUser } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import type { Role, UserRow } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import { USERS } from '../role/roles.ts';
import type { TeamRow } from '../team/tree.ts';
import { Handout } from './Handout.tsx';
import { makePassword } from './password.ts';

/** The role of least power that is not the administrator's, so that nobody is invited as one by accident. */
const usual = (roles: readonly Role[]) => (roles.find((role) => !role.administrator) ?? roles[0])?.id ?? null;

export function UserDialog({
  user,
  roles,
  teams,
  onClose,
}: {
  /** Whom to change; nobody to invite somebody. */
  user: UserRow | null;
  roles: readonly Role[];
  teams: readonly TeamRow[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [role, setRole] = useState<string | null>(user?.role?.id ?? usual(roles));
  const [team, setTeam] = useState<string | null>(user?.team?.id ?? null);
  const [password, setPassword] = useState(() => (user ? '' : makePassword()));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState(false);
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    const body = { name: name.trim(), email: email.trim(), ...(password ? { password } : {}) };
    try {
      if (user) await changeUser(user.id, body);
      else await createUser({ ...body, team, ...(role ? { role } : {}) });
      void client.invalidateQueries({ queryKey: USERS });
      if (password) setMade(true);
      else onClose();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={user ? t('users.edit') : t('users.invite')}
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {made ? (
        <Handout name={name} email={email} password={password} onDone={onClose} />
      ) : (
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
            <TextInput
              label={t('setup.name')}
              required
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('signin.email')}
              type="email"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            {!user && (
              <Group grow align="flex-start">
                <Select
                  label={t('users.role')}
                  data={roles.map((one) => ({ value: one.id, label: one.name }))}
                  value={role}
                  onChange={setRole}
                  allowDeselect={false}
                />
                <Select
                  label={t('users.team')}
                  placeholder={t('users.no_team')}
                  data={teams.map((one) => ({ value: one.id, label: one.name }))}
                  value={team}
                  onChange={setTeam}
                  clearable
                  searchable
                />
              </Group>
            )}
            <TextInput
              label={user ? t('users.new_password') : t('users.first_password')}
              description={user ? t('users.new_password_help') : t('users.first_password_help')}
              autoComplete="off"
              spellCheck={false}
              required={!user}
              minLength={10}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              rightSection={
                <Tooltip label={t('users.make_password')}>
                  <ActionIcon aria-label={t('users.make_password')} onClick={() => setPassword(makePassword())}>
                    <RefreshCw size={14} />
                  </ActionIcon>
                </Tooltip>
              }
            />
            <Group justify="flex-end" mt="xs">
              <Button variant="subtle" color="gray" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button type="submit" loading={busy}>
                {user ? t('action.save') : t('users.invite_do')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
