// The trash: what was removed, how long it stays, and ending it for good.
import { call, get, remove } from './client.ts';
import type { Job, Page, TrashEntry } from './types.ts';

export const listTrash = (object: string | null, cursor: string | null, signal?: AbortSignal) =>
  call<Page<TrashEntry>>('GET', '/trash', { query: { object, cursor, limit: 50 }, signal });

/** After how many days removed records end by themselves; 0 for never. */
export const findTrashDays = async (signal?: AbortSignal): Promise<number> =>
  (await get<{ trash_days: number }>('/workspace', undefined, signal)).trash_days;

export const purge = (object: string, id: string) => remove(`/trash/${object}/${id}`);

export const emptyTrash = (object: string | null) => remove<Job>('/trash', { query: { object } });
