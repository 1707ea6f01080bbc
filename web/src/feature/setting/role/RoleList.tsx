// The roles of the company: who has each, in words what it may do, and what can be done with it.
import { ActionIcon, Badge, Button, Group, Menu, Paper, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Copy, Ellipsis, Eye, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { removeRole } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { useSession } from '../../../api/session_context.tsx';
import type { Role, UserRow } from '../../../api/types.ts';
import { listOf } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Ask } from '../Ask.tsx';
import { Section } from '../Section.tsx';
import { draftOf } from './draft.ts';
import { RoleWords } from './RoleWords.tsx';
import { ROLES, useRoles, useSeeAs, useUsersByRole } from './roles.ts';

const SHOWN = 5;

function Holders({ users }: { users: UserRow[] }) {
  return (
    <Tooltip label={listOf(users.map((user) => user.name))} disabled={!users.length} multiline maw={280}>
      <Group gap={4} wrap="nowrap">
        {users.slice(0, SHOWN).map((user) => (
          <Avatar key={user.id} name={user.name} size={22} />
        ))}
        <Text size="xs" c="dimmed" ml={4}>
          {users.length ? t('roles.users', { count: users.length }) : t('roles.nobody')}
        </Text>
      </Group>
    </Tooltip>
  );
}

function RoleCard({ role, users, onRemove }: { role: Role; users: UserRow[]; onRemove: () => void }) {
  const session = useSession();
  const seeAs = useSeeAs();
  return (
    <Paper p="md" component="article" aria-label={role.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={6}>
        <Group gap="xs">
          <Title order={3} size="h3">
            <Link to="/settings/roles/$id" params={{ id: role.id }} className="value-link">
              {role.name}
            </Link>
          </Title>
          {role.id === session.role.id && <Badge size="xs">{t('roles.yours')}</Badge>}
        </Group>
        <Group gap={4} wrap="nowrap">
          <Button
            visibleFrom="sm"
            size="compact-sm"
            variant="default"
            leftSection={<Pencil size={13} />}
            renderRoot={(props) => <Link to="/settings/roles/$id" params={{ id: role.id }} {...props} />}
          >
            {t('roles.edit')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('roles.menu', { role: role.name })}>
                <Ellipsis size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<Pencil size={15} />}
                renderRoot={(props) => <Link to="/settings/roles/$id" params={{ id: role.id }} {...props} />}
              >
                {t('roles.edit')}
              </Menu.Item>
              <Menu.Item leftSection={<Eye size={15} />} onClick={() => void seeAs(role)}>
                {t('roles.see_as')}
              </Menu.Item>
              <Menu.Item
                leftSection={<Copy size={15} />}
                renderRoot={(props) => (
                  <Link to="/settings/roles/$id" params={{ id: 'new' }} search={{ copy: role.id }} {...props} />
                )}
              >
                {t('roles.copy')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={onRemove}>
                {t('roles.remove_role')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <RoleWords role={draftOf(role)} />
      <Group mt="sm">
        <Holders users={users} />
      </Group>
    </Paper>
  );
}

export function RoleList() {
  const client = useQueryClient();
  const roles = useRoles();
  const users = useUsersByRole();
  const [leaving, setLeaving] = useState<Role | null>(null);
  const drop = async (role: Role) => {
    try {
      await removeRole(role.id);
      notifications.show({ message: t('roles.removed', { role: role.name }) });
      void client.invalidateQueries({ queryKey: ROLES });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    setLeaving(null);
  };
  const holders = leaving ? (users.get(leaving.id) ?? []) : [];
  return (
    <Section
      title={t('settings.roles')}
      text={t('roles.text')}
      actions={
        <Button
          leftSection={<Plus size={15} />}
          renderRoot={(props) => <Link to="/settings/roles/$id" params={{ id: 'new' }} {...props} />}
        >
          {t('roles.new')}
        </Button>
      }
    >
      {roles.isError && <ProblemView error={roles.error} onRetry={() => roles.refetch()} />}
      <Stack>
        {roles.isPending && [1, 2, 3].map((one) => <Skeleton key={one} h={120} radius="lg" />)}
        {roles.data?.data.map((role) => (
          <RoleCard key={role.id} role={role} users={users.get(role.id) ?? []} onRemove={() => setLeaving(role)} />
        ))}
      </Stack>
      {leaving && (
        <Ask
          title={t('roles.remove_title', { role: leaving.name })}
          confirm={t('roles.remove_role')}
          danger
          disabled={holders.length > 0}
          onConfirm={() => drop(leaving)}
          onClose={() => setLeaving(null)}
        >
          {holders.length > 0
            ? t('roles.remove_held', { count: holders.length, names: listOf(holders.map((one) => one.name)) })
            : t('roles.remove_text')}
        </Ask>
      )}
    </Section>
  );
}
