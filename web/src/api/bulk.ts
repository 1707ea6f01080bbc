// Changes of many records in one request, each told by itself whether it was taken.
import { post } from './client.ts';
import type { Answer } from './generated.ts';
import { outgoing } from './outgoing.ts';
import { Problem } from './problem.ts';

export interface BulkChange {
  id: string;
  version: number | undefined;
  fields: Record<string, unknown>;
}

const MOST = 1000;

/**
 * One entry for each change, in the same order: nothing where it was taken, else why it was not. A request that fails after
 * others were taken ends it, and stands as the reason of all that it and those after it would have written.
 */
export async function bulkChange(plural: string, changes: BulkChange[]): Promise<(Problem | undefined)[]> {
  const told: (Problem | undefined)[] = [];
  for (let start = 0; start < changes.length; start += MOST) {
    const operations = changes
      .slice(start, start + MOST)
      .map(({ id, version, fields }) => ({ change: { id, version, fields: outgoing(fields) } }));
    try {
      const { results } = await post<Answer<'BulkResults'>>(`/${plural}/bulk`, { atomic: false, operations });
      for (const { status, problem } of results)
        told.push(
          status >= 400 ? new Problem(status, (problem ?? {}) as ConstructorParameters<typeof Problem>[1]) : undefined,
        );
    } catch (error) {
      if (start === 0 || !(error instanceof Problem)) throw error;
      return [...told, ...changes.slice(start).map(() => error)];
    }
  }
  return told;
}
