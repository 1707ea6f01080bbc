// One team in the tree: its name, what can be done with it, and its people, who can be dragged to another team.
import { ActionIcon, Menu, Text, UnstyledButton } from '@mantine/core';
import { CornerDownRight, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import type { UserRow } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import type { Dragged } from './Teams.tsx';
import classes from './team.module.css';
import { placesFor, type TeamNode, type TeamRow } from './tree.ts';

export interface TeamActs {
  teams: readonly TeamRow[];
  dragged: Dragged | null;
  onDrag: (what: Dragged | null) => void;
  onAdd: (parent: TeamRow) => void;
  onRename: (team: TeamRow) => void;
  onRemove: (team: TeamRow) => void;
  onMoveTeam: (team: TeamRow, parent: string | null) => void;
  onMoveUser: (user: UserRow, team: string | null) => void;
}

/** Whether what is dragged may be dropped on a team. */
function takes(dragged: Dragged | null, team: TeamRow, teams: readonly TeamRow[]): boolean {
  if (!dragged) return false;
  if ('user' in dragged) return dragged.user.team?.id !== team.id;
  return placesFor(teams, dragged.team).some((place) => place.id === team.id);
}

export function TeamLine({ node, members, acts }: { node: TeamNode; members: UserRow[]; acts: TeamActs }) {
  const { team, depth } = node;
  const [over, setOver] = useState(false);
  const open = takes(acts.dragged, team, acts.teams);
  return (
    <li
      className={classes.team}
      style={{ '--depth': depth } as CSSProperties}
      data-over={(over && open) || undefined}
      data-open={open || undefined}
      onDragOver={(event) => {
        if (!open) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const { dragged } = acts;
        if (!dragged || !open) return;
        if ('user' in dragged) acts.onMoveUser(dragged.user, team.id);
        else acts.onMoveTeam(dragged.team, team.id);
        acts.onDrag(null);
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is a shortcut; the menu beside it does the same by keyboard */}
      <div
        className={classes.head}
        draggable
        onDragStart={() => acts.onDrag({ team })}
        onDragEnd={() => acts.onDrag(null)}
      >
        {depth > 0 && <CornerDownRight size={14} aria-hidden="true" className={classes.branch} />}
        <Text fw={580} size="sm" className={classes.name}>
          {team.name}
        </Text>
        <Text size="xs" c="dimmed">
          {t('teams.members', { count: members.length })}
        </Text>
        <TeamMenu team={team} acts={acts} />
      </div>
      {members.length > 0 && <Members users={members} acts={acts} />}
    </li>
  );
}

function TeamMenu({ team, acts }: { team: TeamRow; acts: TeamActs }) {
  const places = placesFor(acts.teams, team);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('teams.menu', { team: team.name })} className={classes.menu}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflowY: 'auto' }}>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => acts.onRename(team)}>
          {t('teams.rename')}
        </Menu.Item>
        <Menu.Item leftSection={<Plus size={15} />} onClick={() => acts.onAdd(team)}>
          {t('teams.add_below')}
        </Menu.Item>
        {(places.length > 0 || team.parent) && <Menu.Label>{t('teams.move_below')}</Menu.Label>}
        {team.parent && <Menu.Item onClick={() => acts.onMoveTeam(team, null)}>{t('teams.top')}</Menu.Item>}
        {places.map((place) => (
          <Menu.Item key={place.id} onClick={() => acts.onMoveTeam(team, place.id)}>
            {place.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => acts.onRemove(team)}>
          {t('teams.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The people of a team; each opens a menu of the other teams. */
export function Members({ users, acts }: { users: UserRow[]; acts: TeamActs }) {
  return (
    <div className={classes.members}>
      {users.map((user) => (
        <Menu key={user.id} position="bottom-start">
          <Menu.Target>
            <UnstyledButton
              className={classes.member}
              draggable
              onDragStart={(event) => {
                event.stopPropagation();
                acts.onDrag({ user });
              }}
              onDragEnd={() => acts.onDrag(null)}
            >
              <Avatar name={user.name} size={22} />
              {user.name}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown mah="60dvh" style={{ overflowY: 'auto' }}>
            <Menu.Label>{t('teams.move_user', { name: user.name })}</Menu.Label>
            {acts.teams
              .filter((team) => team.id !== user.team?.id)
              .map((team) => (
                <Menu.Item key={team.id} onClick={() => acts.onMoveUser(user, team.id)}>
                  {team.name}
                </Menu.Item>
              ))}
            {user.team && <Menu.Item onClick={() => acts.onMoveUser(user, null)}>{t('users.no_team')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      ))}
    </div>
  );
}
