// One's own practice workspace, as the real workspace knows it: asked there, also while one practises.
import { Problem, type ProblemDocument } from './problem.ts';

export interface Practice {
  state: 'off' | 'none' | 'making' | 'ready' | 'failed';
  done: number;
  total: number;
  made_at: string | null;
  kept_until: string | null;
}

const REAL = '/api/v1';

async function ask<T>(method: string, path: string, headers: Record<string, string> = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${REAL}${path}`, { method, headers, credentials: 'same-origin' });
  } catch {
    throw new Problem(0, { code: 'offline', detail: '' });
  }
  if (!response.ok) throw new Problem(response.status, (await response.json().catch(() => ({}))) as ProblemDocument);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The token of the real session: the one of the practice session opens nothing there. */
async function token(): Promise<Record<string, string>> {
  const { csrf } = await ask<{ csrf: string }>('GET', '/session');
  return { 'X-Kith-Csrf': csrf };
}

export const findPractice = (): Promise<Practice> => ask('GET', '/practice');

/** Makes it, anew when it is there already; it is being made when this is answered. */
export const makePractice = async (): Promise<Practice> => ask('PUT', '/practice', await token());

export const removePractice = async (): Promise<void> => ask('DELETE', '/practice', await token());
