// Automations: their definitions, what they did, what they ask.
import { call, get, patch, post, put, remove } from './client.ts';
import type { Filter } from './types.ts';

export interface FieldChange {
  field: string;
  from?: unknown;
  to?: unknown;
}

export type Trigger =
  | { on: 'created' }
  | { on: 'changed'; changes: FieldChange[] }
  | { on: 'date'; field: string; days: number; yearly: boolean; hour: number }
  | { on: 'silence'; days: number }
  | { on: 'schedule'; rhythm: Record<string, Record<string, number>> }
  | { on: 'webhook' }
  | { on: 'enters' | 'leaves'; filter: Filter };

export type Step =
  | { do: 'change'; of?: string | null; set: Record<string, unknown> }
  | { do: 'create'; object: string; set: Record<string, unknown>; name?: string | null }
  | { do: 'link'; of?: string | null; field: string; to: string }
  | { do: 'assign'; of?: string | null; users: string[] }
  | { do: 'task'; subject: string; days?: number; user?: string | null; priority?: string | null; body?: string | null }
  | { do: 'wait'; minutes: number }
  | { do: 'await'; changes: FieldChange[]; days: number; yes: Step[]; no: Step[] }
  | { do: 'branch'; when: Filter; yes: Step[]; no: Step[] }
  | { do: 'each'; object: string; link: string; filter?: Filter | null; steps: Step[] }
  | { do: 'approve'; user?: string | null; text: string; yes: Step[]; no: Step[] }
  | { do: 'notify'; users: string[]; text: string }
  | { do: 'webhook'; url: string; body?: Record<string, unknown>; name?: string }
  | { do: 'stop' };

export interface Definition {
  object?: string | null;
  trigger: Trigger;
  condition?: Filter | null;
  steps: Step[];
  limits?: { minute: number; hour: number };
  imports?: boolean;
}

export interface Automation {
  id: string;
  name: string;
  description: string;
  owner: string;
  state: 'draft' | 'on' | 'paused';
  /** Whether it still finds out who meets its filter already: it tells of changes from then on. */
  gathering: boolean;
  reason: string | null;
  version: number | null;
  definition: Definition;
  hook: boolean;
  /** Until when the secret address before the present one works as well. */
  older_hook_until: string | null;
  created_at: string;
  updated_at: string;
}

export type AutomationShown = Automation & { problems: { field: string; code: string; message: string }[] };

/** One of a list, with how it went lately. */
export type AutomationListed = Automation & { recent: { id: string; state: Run['state']; started_at: string }[] };

export interface LogLine {
  number: number;
  path: string;
  word: string;
  outcome: 'done' | 'yes' | 'no' | 'waits' | 'failed';
  detail: Record<string, unknown>;
  at?: string;
}

export interface Run {
  id: string;
  object: string | null;
  record: string | null;
  title: string | null;
  state: 'due' | 'awaiting' | 'asking' | 'sending' | 'held' | 'done' | 'failed' | 'stopped';
  cause: { on: string | null; by: string | null };
  version: number;
  due_at: string | null;
  error: string | null;
  started_at: string;
  steps: number;
}

export interface Question {
  id: string;
  automation: string;
  object: string | null;
  record: string | null;
  title: string | null;
  text: string;
  asked_at: string;
}

export interface Recipe {
  key: string;
  name: string;
  description: string;
  definition: Definition;
}

type Page<T> = { data: T[] };

export const listAutomations = (signal?: AbortSignal) => get<Page<AutomationListed>>('/automations', undefined, signal);
export const listRecipes = (signal?: AbortSignal) => get<Page<Recipe>>('/automation-recipes', undefined, signal);
export const showAutomation = (id: string, signal?: AbortSignal) =>
  get<AutomationShown>(`/automations/${id}`, undefined, signal);
export const createAutomation = (body: { name: string; description?: string; definition: Definition }) =>
  post<AutomationShown>('/automations', body);
export const changeAutomation = (id: string, body: { name?: string; definition?: Definition }) =>
  patch<AutomationShown>(`/automations/${id}`, body);
export const removeAutomation = (id: string) => remove(`/automations/${id}`);
export const publishAutomation = (id: string) => put<AutomationShown>(`/automations/${id}/publication`);
export const pauseAutomation = (id: string) => call<AutomationShown>('DELETE', `/automations/${id}/publication`);
export const renewHook = (id: string, overlapHours: number) =>
  put<{ url: string; older_until: string | null }>(`/automations/${id}/hook`, { overlap_hours: overlapHours });
export const showSecret = (id: string) => put<{ secret: string }>(`/automations/${id}/secret`);
export const tryAutomation = (id: string, body: { record?: string; definition: Definition }) =>
  post<{ meets: boolean; state: string; log: LogLine[] }>(`/automations/${id}/trial`, body);
export const listRuns = (id: string, signal?: AbortSignal) =>
  get<Page<Run>>(`/automations/${id}/runs`, undefined, signal);
export const showRun = (id: string, signal?: AbortSignal) =>
  get<Run & { log: LogLine[] }>(`/automation-runs/${id}`, undefined, signal);
export const retryRun = (id: string) => put<Run>(`/automation-runs/${id}/retry`);
export const stopRun = (id: string) => put<Run>(`/automation-runs/${id}/stop`);
export const listVersions = (id: string, signal?: AbortSignal) =>
  get<Page<{ version: number; definition: Definition; by: string; at: string }>>(
    `/automations/${id}/versions`,
    undefined,
    signal,
  );
export const listQuestions = (signal?: AbortSignal) => get<Page<Question>>('/automation-questions', undefined, signal);
export const answerQuestion = (id: string, yes: boolean) => put<void>(`/automation-questions/${id}/answer`, { yes });
