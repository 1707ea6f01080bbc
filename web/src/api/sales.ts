// Sales at work: how deals end and who works on them; what becomes of leads, and why they are worth what they are worth.
import { get, post, put, remove } from './client.ts';
import type { RecordRef } from './types.ts';

export interface Outcome {
  deal: string;
  version: number;
  outcome: 'open' | 'won' | 'lost';
  reason: string | null;
  competitor: RecordRef | null;
  decided_at: string | null;
  decided_by: RecordRef | null;
  stage: RecordRef | null;
}

export interface OutcomeInput {
  outcome: 'won' | 'lost';
  reason?: string | null;
  competitor?: string | null;
}

export const decideDeal = (deal: string, wanted: OutcomeInput) => put<Outcome>(`/deals/${deal}/outcome`, wanted);
export const reopenDeal = (deal: string) => remove<Outcome>(`/deals/${deal}/outcome`);

export interface TeamPlace {
  user: RecordRef;
  share: string;
  role: string | null;
}

export const findTeam = (deal: string, signal?: AbortSignal) =>
  get<{ data: TeamPlace[] }>(`/deals/${deal}/team`, undefined, signal);
export const putTeam = (deal: string, data: { user: string; share: string; role: string | null }[]) =>
  put<{ data: TeamPlace[] }>(`/deals/${deal}/team`, { data });

export const removeStage = (stage: string, moveTo: string | null) =>
  post<{ moved: number }>(`/stages/${stage}/removal`, { move_to: moveTo });

export interface ScoreRule {
  id: string;
  name: string;
  points: number;
  met: boolean;
}

export interface Score {
  score: number | null;
  rules: ScoreRule[];
  hidden: number;
}

export const findScore = (lead: string, signal?: AbortSignal) => get<Score>(`/leads/${lead}/score`, undefined, signal);

export interface Assignment {
  lead: string;
  owner: RecordRef | null;
  rule: string | null;
  because: string | null;
}

export const assignByRules = (lead: string) => post<Assignment>(`/leads/${lead}/assignment`);

/** A record that is there, or the fields of a new one. */
export type There = string | Record<string, unknown>;

export interface Conversion {
  id: string;
  deal: RecordRef | null;
  person: RecordRef | null;
  company: RecordRef | null;
  made_deal: boolean;
  at: string;
  by: string;
}

export const convertLead = (lead: string, wanted: { deal?: There; person?: There; company?: There }) =>
  post<Conversion>(`/leads/${lead}/conversion`, wanted);
export const findConversion = (lead: string, signal?: AbortSignal) =>
  get<Conversion>(`/leads/${lead}/conversion`, undefined, signal);
export async function takeConversionBack(lead: string): Promise<string | undefined> {
  let made: string | undefined;
  await remove(`/leads/${lead}/conversion`, {
    onChangeSet: (changeSet) => {
      made = changeSet;
    },
  });
  return made;
}

export interface Disqualification {
  lead: string;
  state: string;
}

export const disqualifyLead = (lead: string, reason: string, retryOn: string | null) =>
  put<Disqualification>(`/leads/${lead}/disqualification`, { reason, retry_on: retryOn });
export const takeUpLead = (lead: string) => remove<Disqualification>(`/leads/${lead}/disqualification`);
