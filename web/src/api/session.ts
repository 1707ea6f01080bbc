// Signing in and out, first-run set-up, and the dictionary: what the app needs before it can show anything.
import { call, get, patch, post, remove, setCsrf } from './client.ts';
import type { Input } from './generated.ts';
import { Problem } from './problem.ts';
import { seeingAs, setSeeingAs } from './seeing_as.ts';
import type { DictionaryDocument, SearchHit, Session } from './types.ts';

function keep(session: Session): Session {
  setCsrf(session.csrf);
  return session;
}

/** The session of this browser, or null when nobody is signed in. */
export async function findSession(signal?: AbortSignal): Promise<Session | null> {
  try {
    return keep(await call<Session>('GET', '/session', { signal, anonymous: true }));
  } catch (error) {
    if (error instanceof Problem && error.code === 'unauthenticated') return null;
    // The role may be gone, or oneself no administrator any more: then the app is one's own again.
    if (error instanceof Problem && seeingAs() && (error.status === 403 || error.status === 404)) {
      setSeeingAs(null);
      return findSession(signal);
    }
    throw error;
  }
}

export const createSession = async (body: Input<'SignIn'>) =>
  keep(await post<Session>('/session', body, { anonymous: true }));

export async function removeSession(): Promise<void> {
  setSeeingAs(null);
  await remove('/session');
  setCsrf(null);
}

/** Where one is signed in oneself. */
export interface OwnSession {
  id: string;
  browser: string | null;
  system: string | null;
  address: string | null;
  created_at: string;
  seen_at: string;
  current: boolean;
}
export const listOwnSessions = (signal?: AbortSignal) => get<{ data: OwnSession[] }>('/sessions', undefined, signal);
export const endOwnSession = (id: string) => remove(`/sessions/${id}`);
export const endOtherSessions = () => remove('/sessions');

export const changeOwnUser = (body: Input<'OwnUserInput'>) => patch<Session>('/session/user', body);

export async function needsSetup(signal?: AbortSignal): Promise<boolean> {
  try {
    return (await call<{ needed: boolean }>('GET', '/setup', { signal, anonymous: true })).needed;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return false;
    throw error;
  }
}

export type SetupBody = Input<'SetupInput'>;
export const createSetup = async (body: SetupBody) => keep(await post<Session>('/setup', body, { anonymous: true }));

export const findDictionary = (signal?: AbortSignal) => get<DictionaryDocument>('/dictionary', undefined, signal);

export const search = (q: string, limit: number, signal?: AbortSignal) =>
  get<{ data: SearchHit[] }>('/search', { q, limit }, signal);
