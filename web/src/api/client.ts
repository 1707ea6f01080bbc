// The one way to the server: adds the CSRF header, reads JSON, and turns every failure into a Problem.
import { home } from './place.ts';
import { Problem, type ProblemDocument } from './problem.ts';
import { tellReach } from './reach.ts';
import { isWrite, seeingAs } from './seeing_as.ts';

const BASE = `${home}/api/v1`;
let csrf: string | null = null;
let onSignedOut: () => void = () => {};
let onChangeSet: (id: string) => void = () => {};
// Which change set an answer came with; the answers themselves stay as the document describes them.
const changeSets = new WeakMap<object, string>();

/** Remembers the token that unsafe requests of this session carry. */
export function setCsrf(token: string | null): void {
  csrf = token;
}

/** Called when the server no longer knows the session, so that the app can ask to sign in again without losing the page. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

/** Called with the change set of each write, so that the last act can be taken back. */
export function setChangeSetHandler(handler: (id: string) => void): void {
  onChangeSet = handler;
}

/** The change set that the write behind this answer has made, if it wrote something. */
export const changeSetOf = (answer: object): string | undefined => changeSets.get(answer);

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface CallOptions {
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, with its own content type. */
  raw?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** A 401 is an answer here, not an expired session (sign-in, first look at the session). */
  anonymous?: boolean;
  /** Told the change set of a write whose answer is empty. */
  onChangeSet?: (id: string) => void;
  /** What it writes is no act of its own: it takes one back. */
  isUndo?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export function urlOf(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text ? `?${text}` : ''}`;
}

/** The role the app is seen as goes with each request. Who only looks through the eyes of others writes nothing in their name. */
function roleHeader(method: Method, path: string): Record<string, string> {
  const role = seeingAs();
  if (!role) return {};
  if (isWrite(method, path)) throw new Problem(403, { code: 'seeing_as', detail: '' });
  return path === '/session' && method !== 'GET' ? {} : { 'Kith-As-Role': role.id };
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    ...roleHeader(method, path),
    ...options.headers,
  };
  if (method !== 'GET' && csrf) headers['X-Kith-Csrf'] = csrf;
  let body: BodyInit | undefined;
  if (options.raw) {
    body = options.raw;
    headers['Content-Type'] ??= options.raw.type || 'application/octet-stream';
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body);
    headers['Content-Type'] = 'application/json';
  }
  try {
    const response = await fetch(urlOf(path, options.query), {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    });
    tellReach(true);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    tellReach(false);
    throw new Problem(0, { code: 'offline', detail: '' });
  }
}

async function problemOf(response: Response): Promise<Problem> {
  let document: ProblemDocument = {};
  try {
    document = (await response.json()) as ProblemDocument;
  } catch {
    // Not every failure on the way (a proxy, a crash) answers with a problem document; the status says enough.
  }
  const retry = Number(response.headers.get('Retry-After'));
  return new Problem(response.status, document, Number.isFinite(retry) && retry > 0 ? retry : undefined);
}

/** Calls the server and takes its answer as a file. */
export async function postForFile(path: string, query: Query, body: unknown): Promise<Blob> {
  const response = await send('POST', path, { query, body });
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

/** Calls the server and reads its JSON answer; an empty answer gives undefined. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'unauthenticated' && !options.anonymous) onSignedOut();
    throw problem;
  }
  const made = response.headers.get('Kith-Change-Set');
  if (made) {
    options.onChangeSet?.(made);
    if (!options.isUndo) onChangeSet(made);
  }
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T;
  const text = await response.text();
  const answer = (text ? JSON.parse(text) : undefined) as T;
  if (made && typeof answer === 'object' && answer !== null) changeSets.set(answer, made);
  return answer;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { query, signal });
export const post = <T>(path: string, body?: unknown, options?: CallOptions) =>
  call<T>('POST', path, { ...options, body });
export const put = <T>(path: string, body?: unknown, options?: CallOptions) =>
  call<T>('PUT', path, { ...options, body });
export const patch = <T>(path: string, body?: unknown, options?: CallOptions) =>
  call<T>('PATCH', path, { ...options, body });
export const remove = <T = void>(path: string, options?: CallOptions) => call<T>('DELETE', path, options);

/** Uploads a file with progress, which fetch cannot report. */
export function upload<T>(path: string, query: Query, file: Blob, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (seeingAs()) return reject(new Problem(403, { code: 'seeing_as', detail: '' }));
    const request = new XMLHttpRequest();
    request.open('POST', urlOf(path, query));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    if (csrf) request.setRequestHeader('X-Kith-Csrf', csrf);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Problem(0, { code: 'offline', detail: '' }));
    request.onload = () => {
      let document: unknown;
      try {
        document = JSON.parse(request.responseText);
      } catch {
        document = {};
      }
      if (request.status >= 200 && request.status < 300) resolve(document as T);
      else {
        const problem = new Problem(request.status, document as ProblemDocument);
        if (problem.code === 'unauthenticated') onSignedOut();
        reject(problem);
      }
    };
    request.send(file);
  });
}
