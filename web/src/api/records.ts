// Records of any object: reading, writing, and what hangs on them.
import { get, patch, post, put, remove } from './client.ts';
import { outgoing } from './outgoing.ts';
import type { Count, Filter, HistoryEntry, LinkedGroup, Page, RecordRow, TimelineEntry } from './types.ts';

export interface ListParams {
  filter?: Filter | null;
  sort?: string | null;
  fields?: readonly string[];
  limit?: number;
  cursor?: string | null;
  count?: 'none' | 'capped' | 'exact';
  q?: string | null;
}

export function listRecords(plural: string, params: ListParams, signal?: AbortSignal): Promise<Page<RecordRow>> {
  return get<Page<RecordRow>>(
    `/${plural}`,
    {
      filter: params.filter ? JSON.stringify(params.filter) : null,
      sort: params.sort,
      fields: params.fields?.join(','),
      limit: params.limit,
      cursor: params.cursor,
      count: params.count,
      q: params.q,
    },
    signal,
  );
}

export async function countRecords(
  plural: string,
  params: ListParams,
  mode: 'capped' | 'exact',
  signal?: AbortSignal,
): Promise<Count | null> {
  const page = await listRecords(
    plural,
    { filter: params.filter, q: params.q, fields: ['id'], limit: 1, count: mode },
    signal,
  );
  return page.count ?? null;
}

export const findRecord = (plural: string, id: string, signal?: AbortSignal) =>
  get<RecordRow>(`/${plural}/${id}`, undefined, signal);

export const createRecord = (plural: string, values: Record<string, unknown>) =>
  post<RecordRow>(`/${plural}`, outgoing(values));

export const changeRecord = (plural: string, id: string, version: number | null, values: Record<string, unknown>) =>
  patch<RecordRow>(
    `/${plural}/${id}`,
    outgoing(values),
    version === null ? {} : { headers: { 'If-Match': `"${version}"` } },
  );

/** Moves a record to the trash; gives the change set by which that is taken back. */
export async function removeRecord(plural: string, id: string): Promise<string | undefined> {
  let made: string | undefined;
  await remove(`/${plural}/${id}`, {
    onChangeSet: (changeSet) => {
      made = changeSet;
    },
  });
  return made;
}

export const restoreRecord = (plural: string, id: string) => put<RecordRow>(`/${plural}/${id}/restoration`);

export const listHistory = (
  plural: string,
  id: string,
  field: string | null,
  cursor: string | null,
  signal?: AbortSignal,
) => get<Page<HistoryEntry>>(`/${plural}/${id}/history`, { field, cursor, limit: 30 }, signal);

export const listTimeline = (
  plural: string,
  id: string,
  kinds: string | null,
  cursor: string | null,
  signal?: AbortSignal,
) => get<Page<TimelineEntry>>(`/${plural}/${id}/timeline`, { kinds, cursor, limit: 30 }, signal);

export const listLinked = (plural: string, id: string, signal?: AbortSignal) =>
  get<{ data: LinkedGroup[] }>(`/${plural}/${id}/linked`, undefined, signal);
