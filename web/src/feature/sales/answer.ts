// How urgent a first answer is, and how large the share answered in time.
import { get, put } from '../../api/client.ts';

export type Urgency = 'calm' | 'soon' | 'late';

const HOUR = 3_600_000;

/** Soon is the last quarter of the time, and always the last half hour; a night in between does not make it less. */
export function urgencyOf(by: number, came: number, now: number): Urgency {
  if (now >= by) return 'late';
  const quarter = Math.min((by - came) / 4, HOUR);
  return by - now <= Math.max(quarter, HOUR / 2) ? 'soon' : 'calm';
}

export interface AnswerShare {
  owner: string | null;
  name: string | null;
  in_time: number;
  late: number;
  missed: number;
  waiting: number;
}

/** The part of those that are decided that was answered in time; none while none is. */
export function shareOf(rows: readonly AnswerShare[]): number | null {
  const sum = (part: 'in_time' | 'late' | 'missed') => rows.reduce((all, row) => all + row[part], 0);
  const decided = sum('in_time') + sum('late') + sum('missed');
  return decided ? sum('in_time') / decided : null;
}

export const findGoal = (signal?: AbortSignal) =>
  get<{ minutes: number | null }>('/lead_answer_goal', undefined, signal);
export const putGoal = (minutes: number | null) => put<{ minutes: number | null }>('/lead_answer_goal', { minutes });
export const findAnswers = (signal?: AbortSignal) =>
  get<{ minutes: number | null; days: number; data: AnswerShare[] }>('/lead_answers', undefined, signal);
