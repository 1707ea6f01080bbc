// Records offered where one is to be chosen: users and teams by name, others recent first or as the search ranks them.
import { listTeams } from './admin.ts';
import { get } from './client.ts';
import { findRecord, listRecords } from './records.ts';
import type { ObjectType, SearchHit, UserRow } from './types.ts';

export interface Candidate {
  id: string;
  title: string;
  subtitle: string | null;
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export async function listUsers(signal?: AbortSignal): Promise<UserRow[]> {
  const page = await get<{ data: UserRow[] }>('/users', undefined, signal);
  return page.data;
}

export async function listCandidates(
  to: string,
  object: ObjectType | undefined,
  term: string,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  if (to === 'user') {
    const users = await listUsers(signal);
    return users
      .filter((user) => user.active !== false && fold(user.name).includes(fold(term)))
      .map((user) => ({ id: user.id, title: user.name, subtitle: user.email ?? null }));
  }
  if (to === 'team') {
    const teams = (await listTeams(signal)).data;
    const above = new Map(teams.map((team) => [team.id, team.name]));
    return teams
      .filter((team) => fold(team.name).includes(fold(term)))
      .map((team) => ({ id: team.id, title: team.name, subtitle: above.get(team.parent?.id ?? '') ?? null }));
  }
  if (!object) return [];
  if (!term || !object.searchable) {
    const page = await listRecords(
      object.plural,
      { q: term || null, sort: '-updated_at', limit: 20, fields: [object.title_field] },
      signal,
    );
    return page.data.map((row) => ({ id: row.id, title: row.title, subtitle: null }));
  }
  const hits = await get<{ data: SearchHit[] }>('/search', { q: term, objects: object.key, limit: 20 }, signal);
  return hits.data.map((hit) => ({ id: hit.id, title: hit.title ?? '', subtitle: hit.subtitle }));
}

export async function findTitle(
  to: string,
  object: ObjectType | undefined,
  id: string,
  signal?: AbortSignal,
): Promise<string> {
  if (to === 'user') return (await listUsers(signal)).find((user) => user.id === id)?.name ?? id;
  if (to === 'team') return (await listTeams(signal)).data.find((team) => team.id === id)?.name ?? id;
  return object ? (await findRecord(object.plural, id, signal)).title : id;
}
