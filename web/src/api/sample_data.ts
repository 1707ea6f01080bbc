// A demo company inside the own workspace: whether it is there, bringing it in, and taking all of it back.
import { get, post, remove } from './client.ts';
import { Problem } from './problem.ts';
import type { Job } from './types.ts';

export interface SampleData {
  present: boolean;
  job: string | null;
}

/** Null where it is not for this person, or the server knows no sample data. */
export async function findSampleData(signal?: AbortSignal): Promise<SampleData | null> {
  try {
    return await get<SampleData>('/sample_data', undefined, signal);
  } catch (error) {
    if (error instanceof Problem && (error.code === 'not_found' || error.code === 'forbidden')) return null;
    throw error;
  }
}

export const createSampleData = () => post<Job>('/sample_data', {});
export const removeSampleData = () => remove<Job>('/sample_data');
