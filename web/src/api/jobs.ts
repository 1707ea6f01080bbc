// Work that runs in the background.
import { get, remove } from './client.ts';
import type { Job } from './types.ts';

export const listJobs = (signal?: AbortSignal) => get<{ data: Job[] }>('/jobs', undefined, signal);
export const findJob = (id: string, signal?: AbortSignal) => get<Job>(`/jobs/${id}`, undefined, signal);
export const cancelJob = (id: string) => remove(`/jobs/${id}`);
