// Verified copies of the whole installation, kept by the server.
import { get, post, remove, urlOf } from './client.ts';
import type { Answer } from './generated.ts';
import type { Job } from './types.ts';

export type Backup = Answer<'Backup'>;

export const listBackups = (signal?: AbortSignal) => get<{ data: Backup[] }>('/backups', undefined, signal);
export const createBackup = () => post<Job>('/backups');
export const removeBackup = (name: string) => remove(`/backups/${encodeURIComponent(name)}`);
export const backupUrl = (name: string) => urlOf(`/backups/${encodeURIComponent(name)}/content`);
