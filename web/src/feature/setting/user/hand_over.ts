// What a person looks after, as the server counts it, and the job that hands it over.

import { changeSetOfJob } from '../../../api/change_sets.ts';
import { post } from '../../../api/client.ts';
import type { Job, ObjectType } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';

/** One part: records of an object, places in something, or what is no record, such as automations. */
export interface HeldPart {
  part: string;
  object: string | null;
  label: string;
  count: number;
  history: number;
}

export interface Held {
  data: HeldPart[];
  total: number;
  keys: number;
}

export interface HandOverInput {
  to: string[];
  by_part?: Record<string, string[]>;
  parts?: string[] | null;
  finished?: boolean;
  switch_off?: boolean;
}

export const countHeld = (user: string, finished: boolean, signal?: AbortSignal) =>
  post<Held>(`/users/${user}/hand_over`, { dry_run: true, finished }, { signal });

export const startHandOver = (user: string, body: HandOverInput) => post<Job>(`/users/${user}/hand_over`, body);

const WORDS: Record<string, string> = {
  'assignment_seat.user': 'users.part.assignment_seat.user',
  'deal_share.user': 'users.part.deal_share.user',
  'task_queue_seat.user': 'users.part.task_queue_seat.user',
  'meeting_attendee.user': 'users.part.meeting_attendee.user',
  automations: 'users.part.automations',
  questions: 'users.part.questions',
  webhooks: 'users.part.webhooks',
};

/** What a part is called: what is owned by its object, the rest by a word of its own. */
export const nameOf = (part: HeldPart, objects: ReadonlyMap<string, ObjectType>): string => {
  const word = WORDS[part.part];
  if (word) return t(word as 'users.part.webhooks');
  return objects.get(part.object ?? '')?.label_plural ?? part.label;
};

/** What a hand-over that has ended did. */
export const outcomeOf = (job: Job) => {
  const result = job.result as { refused?: number; reasons?: { reason: string }[] } | null | undefined;
  return { changeSet: changeSetOfJob(job), refused: result?.refused ?? 0, reason: result?.reasons?.[0]?.reason ?? '' };
};
