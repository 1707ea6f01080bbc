// What to do next: the list of a seller, what is decided about its lines, and how good it was.
import { get, post, put } from './client.ts';

export interface NextMoney {
  amount: string;
  currency: string;
}

export const NEXT_KINDS = [
  'quote_expiring',
  'lead_waiting',
  'deal_closing',
  'deal_overdue',
  'customer_due',
  'deal_stale',
  'customer_offer',
] as const;
export type NextKind = (typeof NEXT_KINDS)[number];

export interface NextLine {
  kind: NextKind;
  object: string;
  record: string;
  title: string | null;
  customer: { object: string; id: string; title: string | null } | null;
  worth: NextMoney | null;
  guessed: boolean;
  chance: number | null;
  expected: NextMoney | null;
  because: Record<string, number | boolean | string>;
  due: string | null;
  also: NextKind[];
  decision: string | null;
}

export interface NextList {
  owner: string | null;
  own: boolean;
  count: number;
  data: NextLine[];
}

export interface NextSide {
  shown: number;
  judged: number;
  good: number;
  won: number;
  share: { share: number; low: number; high: number } | null;
  brought: NextMoney[];
  expected: NextMoney[];
}

export interface NextJudgment {
  days: number;
  needed: number;
  shown: number;
  dismissed: number;
  snoozed: number;
  acted_on: NextSide;
  left: NextSide;
  difference: { difference: number; low: number; high: number } | null;
  reasons: { reason: string; count: number }[];
}

export const listNext = (owner?: string, limit?: number, signal?: AbortSignal) =>
  get<NextList>('/next', { owner, limit }, signal);
export const showNextJudgment = (owner?: string, signal?: AbortSignal) =>
  get<NextJudgment>('/next/judgment', { owner }, signal);
export const makeNextTask = (body: { kind: string; record: string; subject: string; due_at?: string }) =>
  post<{ task: { object: string; id: string; title: string | null } }>('/next/task', body);
export const decideNext = (body: { kind: string; record: string; decision: string; reason?: string; until?: string }) =>
  put<void>('/next/decision', body);
