// Who can sign in, with which role and in which team; people are switched off, never deleted, because history names them.
import { ActionIcon, Badge, Button, Group, Menu, Select, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowRightLeft, Ellipsis, Pencil, Plus, Power, Search } from 'lucide-react';
import { useState } from 'react';
import { changeUser, listTeams } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { useSession } from '../../../api/session_context.tsx';
import type { UserRow } from '../../../api/types.ts';
import { formatRelative } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import pageClasses from '../../../ui/page.module.css';
import { USERS, useRoles, useUsers } from '../role/roles.ts';
import { Section } from '../Section.tsx';
import { TEAMS } from '../team/teams.ts';
import { HandOver } from './HandOver.tsx';
import { UserDialog } from './UserDialog.tsx';
import classes from './user.module.css';

type Open = { what: 'invite' } | { what: 'edit' | 'hand_over' | 'switch_off'; user: UserRow };
interface Option {
  value: string;
  label: string;
}
interface Acts {
  roles: Option[];
  teams: Option[];
  onOpen: (open: Open) => void;
  onChange: (user: UserRow, body: { active?: boolean; role?: string; team?: string | null }) => void;
}
/** From so many on people are searched for rather than looked through. */
const MANY = 8;

export function UserList() {
  const client = useQueryClient();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const users = useUsers();
  const roles = useRoles();
  const teams = useQuery({ queryKey: TEAMS, queryFn: ({ signal }) => listTeams(signal) });
  const [open, setOpen] = useState<Open | null>(null);
  const [wanted, setWanted] = useState('');
  const change: Acts['onChange'] = async (user, body) => {
    try {
      await changeUser(user.id, body);
      void client.invalidateQueries({ queryKey: USERS });
      if (body.role) notifications.show({ message: t('users.role_given', { name: user.name }) });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const acts: Acts = {
    roles: (roles.data?.data ?? []).map((role) => ({ value: role.id, label: role.name })),
    teams: (teams.data?.data ?? []).map((team) => ({ value: team.id, label: team.name })),
    onOpen: setOpen,
    onChange: (user, body) => void change(user, body),
  };
  const all = users.data?.data ?? [];
  const shown = all
    .filter((user) => `${user.name} ${user.email ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => Number(a.active === false) - Number(b.active === false));
  return (
    <Section
      title={t('settings.users')}
      text={t('users.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={() => setOpen({ what: 'invite' })}>
          {t('users.invite')}
        </Button>
      }
    >
      {users.isError && <ProblemView error={users.error} onRetry={() => users.refetch()} />}
      {users.isPending && <Skeleton h={240} radius="lg" />}
      {all.length >= MANY && (
        <TextInput
          mb="sm"
          maw={320}
          aria-label={t('users.find')}
          placeholder={t('users.find')}
          leftSection={<Search size={15} aria-hidden="true" />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {users.data && (phone ? <Cards users={shown} acts={acts} /> : <UserTable users={shown} acts={acts} />)}
      {open?.what === 'invite' && (
        <UserDialog
          user={null}
          roles={roles.data?.data ?? []}
          teams={teams.data?.data ?? []}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'edit' && <UserDialog user={open.user} roles={[]} teams={[]} onClose={() => setOpen(null)} />}
      {(open?.what === 'hand_over' || open?.what === 'switch_off') && (
        <HandOver user={open.user} users={all} switchOff={open.what === 'switch_off'} onClose={() => setOpen(null)} />
      )}
    </Section>
  );
}

function Person({ user }: { user: UserRow }) {
  const session = useSession();
  return (
    <span className={classes.person}>
      <Avatar name={user.name} size={28} />
      <span style={{ minWidth: 0 }}>
        <Text span size="sm" fw={540} display="block">
          {user.name} {user.id === session.user.id && <Badge size="xs">{t('users.you')}</Badge>}
          {user.active === false && (
            <Badge size="xs" color="gray">
              {t('users.off')}
            </Badge>
          )}
        </Text>
        <Text span size="xs" c="dimmed" display="block" style={{ overflowWrap: 'anywhere' }}>
          {user.email}
        </Text>
      </span>
    </span>
  );
}

function RoleOf({ user, acts }: { user: UserRow; acts: Acts }) {
  const session = useSession();
  // Nobody changes their own role by a slip; another administrator does it.
  if (user.id === session.user.id || !acts.roles.length) return <Text size="sm">{user.role?.title ?? '—'}</Text>;
  return (
    <Select
      aria-label={t('users.role_of', { name: user.name })}
      size="xs"
      data={acts.roles}
      value={user.role?.id ?? null}
      onChange={(role) => role && acts.onChange(user, { role })}
      allowDeselect={false}
    />
  );
}

function TeamOf({ user, acts }: { user: UserRow; acts: Acts }) {
  return (
    <Select
      aria-label={t('users.team_of', { name: user.name })}
      size="xs"
      placeholder={t('users.no_team')}
      data={acts.teams}
      value={user.team?.id ?? null}
      onChange={(team) => acts.onChange(user, { team })}
      clearable
      searchable
    />
  );
}

function UserMenu({ user, acts }: { user: UserRow; acts: Acts }) {
  const session = useSession();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('users.menu', { name: user.name })}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => acts.onOpen({ what: 'edit', user })}>
          {t('users.edit_menu')}
        </Menu.Item>
        <Menu.Item leftSection={<ArrowRightLeft size={15} />} onClick={() => acts.onOpen({ what: 'hand_over', user })}>
          {t('users.hand_over')}
        </Menu.Item>
        {user.id !== session.user.id && <Menu.Divider />}
        {user.id !== session.user.id &&
          (user.active === false ? (
            <Menu.Item leftSection={<Power size={15} />} onClick={() => acts.onChange(user, { active: true })}>
              {t('users.switch_on')}
            </Menu.Item>
          ) : (
            <Menu.Item
              color="red"
              leftSection={<Power size={15} />}
              onClick={() => acts.onOpen({ what: 'switch_off', user })}
            >
              {t('users.switch_off_menu')}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const seen = (user: UserRow) => (user.last_seen_at ? formatRelative(user.last_seen_at) : t('users.never'));

function UserTable({ users, acts }: { users: UserRow[]; acts: Acts }) {
  return (
    <Table.ScrollContainer minWidth={720} className={pageClasses.panel}>
      <Table verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.name')}</Table.Th>
            <Table.Th w={170}>{t('users.role')}</Table.Th>
            <Table.Th w={210}>{t('users.team')}</Table.Th>
            <Table.Th>{t('users.seen')}</Table.Th>
            <Table.Th w={44}>
              <span className="visually-hidden">{t('users.more')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td>
                <Person user={user} />
              </Table.Td>
              <Table.Td>
                <RoleOf user={user} acts={acts} />
              </Table.Td>
              <Table.Td>
                <TeamOf user={user} acts={acts} />
              </Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {seen(user)}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <UserMenu user={user} acts={acts} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Cards({ users, acts }: { users: UserRow[]; acts: Acts }) {
  return (
    <Stack gap="xs">
      {users.map((user) => (
        <article key={user.id} className={classes.card} aria-label={user.name}>
          <div className={classes.cardHead}>
            <Person user={user} />
            <UserMenu user={user} acts={acts} />
          </div>
          <Group grow gap="xs">
            <RoleOf user={user} acts={acts} />
            <TeamOf user={user} acts={acts} />
          </Group>
        </article>
      ))}
    </Stack>
  );
}
