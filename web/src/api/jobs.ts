// Work that runs in the background.
import { t } from '../i18n/index.ts';
import { get, remove } from './client.ts';
import type { Job } from './types.ts';

export const listJobs = (signal?: AbortSignal) => get<{ data: Job[] }>('/jobs', undefined, signal);
export const findJob = (id: string, signal?: AbortSignal) => get<Job>(`/jobs/${id}`, undefined, signal);
export const cancelJob = (id: string) => remove(`/jobs/${id}`);

const PAUSE = 700;

/** Waits for the end of a job, telling how far it is; fails with what the job says when it does not come to a good end. */
export async function jobEnd(id: string, onProgress?: (job: Job) => void): Promise<Job> {
  for (;;) {
    const job = await findJob(id);
    onProgress?.(job);
    if (job.state === 'done') return job;
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(job.error ?? t(`jobs.state.${job.state}`));
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
