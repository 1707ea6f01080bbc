// Roles and how many people have each, as the screens of this folder share them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { listAllUsers, listRoles } from '../../../api/admin.ts';
import { setSeeingAs } from '../../../api/seeing_as.ts';
import type { Role, UserRow } from '../../../api/types.ts';

export const ROLES = ['admin', 'roles'] as const;
export const USERS = ['admin', 'users'] as const;

export const useRoles = () => useQuery({ queryKey: ROLES, queryFn: ({ signal }) => listRoles(signal) });
export const useUsers = () => useQuery({ queryKey: USERS, queryFn: ({ signal }) => listAllUsers(signal) });

/** Those who have each role, by the role's id; who is switched off has none in practice. */
export function useUsersByRole(): ReadonlyMap<string, UserRow[]> {
  const users = useUsers();
  return useMemo(() => {
    const found = new Map<string, UserRow[]>();
    for (const user of users.data?.data ?? []) {
      const id = user.role?.id;
      if (id) found.set(id, [...(found.get(id) ?? []), user]);
    }
    return found;
  }, [users.data]);
}

/** Turns the whole app into what people with a role find, until one leaves it. */
export function useSeeAs(): (role: Role) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (role) => {
    setSeeingAs({ id: role.id, name: role.name });
    await navigate({ to: '/' });
    await client.invalidateQueries();
  };
}
