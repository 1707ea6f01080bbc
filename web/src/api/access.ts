// Who may see a record, and why.
import { get } from './client.ts';
import type { Answer } from './generated.ts';

export type RecordAccess = Answer<'RecordAccess'>;

export const findAccess = (plural: string, id: string, signal?: AbortSignal) =>
  get<RecordAccess>(`/${plural}/${id}/access`, undefined, signal);
