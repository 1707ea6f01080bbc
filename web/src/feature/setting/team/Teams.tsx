// Teams as a tree with the people in them: dragged with the mouse, moved by menu with the keyboard or a finger.
import { Button, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Network, Plus } from 'lucide-react';
import { useState } from 'react';
import { changeTeam, changeUser, createTeam, listTeams, removeTeam } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import type { UserRow } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { Ask } from '../Ask.tsx';
import { USERS, useUsers } from '../role/roles.ts';
import { Section } from '../Section.tsx';
import { TeamDialog } from './TeamDialog.tsx';
import { Members, TeamLine } from './TeamLine.tsx';
import classes from './team.module.css';
import { TEAMS } from './teams.ts';
import { flatten, type TeamRow, teamTree } from './tree.ts';

export type Dragged = { user: UserRow } | { team: TeamRow };

export function Teams() {
  const client = useQueryClient();
  const teams = useQuery({ queryKey: TEAMS, queryFn: ({ signal }) => listTeams(signal) });
  const users = useUsers();
  const [dialog, setDialog] = useState<{ team: TeamRow | null; parent: TeamRow | null } | null>(null);
  const [leaving, setLeaving] = useState<TeamRow | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const rows = teams.data?.data ?? [];
  const people = (users.data?.data ?? []).filter((user) => user.active !== false);
  const inTeam = (id: string | null) => people.filter((user) => (user.team?.id ?? null) === id);

  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return true;
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
      return false;
    } finally {
      void client.invalidateQueries({ queryKey: TEAMS });
      void client.invalidateQueries({ queryKey: USERS });
    }
  };
  const acts = {
    teams: rows,
    dragged,
    onDrag: setDragged,
    onAdd: (parent: TeamRow) => setDialog({ team: null, parent }),
    onRename: (team: TeamRow) => setDialog({ team, parent: null }),
    onRemove: setLeaving,
    onMoveTeam: (team: TeamRow, parent: string | null) => void attempt(() => changeTeam(team.id, { parent })),
    onMoveUser: (user: UserRow, team: string | null) => void attempt(() => changeUser(user.id, { team })),
  };
  const inside = leaving ? inTeam(leaving.id).length + rows.filter((team) => team.parent?.id === leaving.id).length : 0;
  return (
    <Section
      title={t('settings.teams')}
      text={t('teams.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={() => setDialog({ team: null, parent: null })}>
          {t('teams.new')}
        </Button>
      }
    >
      {teams.isError && <ProblemView error={teams.error} onRetry={() => teams.refetch()} />}
      {teams.isPending && <Skeleton h={240} radius="lg" />}
      {teams.data && rows.length === 0 && (
        <Blank icon={<Network size={22} strokeWidth={1.6} />} title={t('teams.none')} text={t('teams.none_text')} />
      )}
      <Stack gap="md">
        {rows.length > 0 && (
          <ul className={classes.tree} aria-label={t('settings.teams')}>
            {flatten(teamTree(rows)).map((node) => (
              <TeamLine key={node.team.id} node={node} members={inTeam(node.team.id)} acts={acts} />
            ))}
          </ul>
        )}
        {rows.length > 0 && inTeam(null).length > 0 && (
          <Paper p="md" component="section" aria-label={t('teams.without')}>
            <Text size="sm" fw={560} mb="xs">
              {t('teams.without')}
            </Text>
            <Members users={inTeam(null)} acts={acts} />
          </Paper>
        )}
      </Stack>
      {dialog && (
        <TeamDialog
          team={dialog.team}
          parent={dialog.parent}
          onClose={() => setDialog(null)}
          onSave={(name) =>
            attempt(() =>
              dialog.team
                ? changeTeam(dialog.team.id, { name })
                : createTeam({ name, parent: dialog.parent?.id ?? null }),
            )
          }
        />
      )}
      {leaving && (
        <Ask
          title={t('teams.remove_title', { team: leaving.name })}
          confirm={t('teams.remove')}
          danger
          disabled={inside > 0}
          onConfirm={async () => {
            await attempt(() => removeTeam(leaving.id));
            setLeaving(null);
          }}
          onClose={() => setLeaving(null)}
        >
          {t(inside > 0 ? 'teams.remove_held' : 'teams.remove_text')}
        </Ask>
      )}
    </Section>
  );
}
