// Playbooks and training: what to do with a record now; courses, lessons and attempts at their questions.
import { get, post, put } from './client.ts';
import type { RecordRef } from './types.ts';

export interface PlaybookStep {
  id: string;
  kind: 'check' | 'call_script';
  name: string;
  text: string | null;
  required: boolean;
  field: string | null;
  done: boolean;
  tick: { id: string; by: string; at: string } | null;
}

export interface BattleCard {
  id: string;
  name: string;
  text: string | null;
  competitor: RecordRef | null;
}

export interface PlaybookGuide {
  done: number;
  total: number;
  playbooks: { id: string; name: string; guidance: string | null; steps: PlaybookStep[] }[];
  battle_cards: BattleCard[];
}

export const findGuide = (plural: string, id: string, signal?: AbortSignal) =>
  get<PlaybookGuide>(`/${plural}/${id}/playbook`, undefined, signal);

export type Progress = 'new' | 'started' | 'failed' | 'outdated' | 'passed';

export interface LessonOfCourse {
  id: string;
  name: string;
  minutes: number | null;
  questions: number;
  revision: number;
  state: Progress;
  score: number | null;
  passed_at: string | null;
  passed_revision: number | null;
  attempt: string | null;
}

export interface CourseOfMine {
  id: string;
  name: string;
  summary: string | null;
  language: string | null;
  passing_mark: string;
  assigned: boolean;
  due_on: string | null;
  overdue: boolean;
  state: Progress;
  done: number;
  lessons: LessonOfCourse[];
}

export const findTraining = (signal?: AbortSignal) =>
  get<{ courses: CourseOfMine[]; manages: boolean }>('/training', undefined, signal);

export interface ProgressCell {
  course: string;
  assigned: boolean;
  due_on: string | null;
  overdue: boolean;
  state: Progress;
  done: number;
  lessons: number;
  score: number | null;
  completed_at: string | null;
}

export interface TrainingProgress {
  courses: RecordRef[];
  data: { user: string; name: string; team: string | null; courses: ProgressCell[] }[];
}

export const findProgress = (signal?: AbortSignal) => get<TrainingProgress>('/training/progress', undefined, signal);

export interface AskedQuestion {
  id: string;
  text: string;
  kind: 'single' | 'multiple';
  options: { key: string; text: string }[];
  chosen: string[] | null;
  correct: boolean | null;
  right: string[] | null;
  explanation: string | null;
}

export interface Attempt {
  id: string;
  lesson: RecordRef;
  course: RecordRef;
  revision: number;
  passing_mark: string;
  started_at: string;
  finished_at: string | null;
  score: number | null;
  passed: boolean | null;
  questions: AskedQuestion[];
}

export const beginAttempt = (lesson: string) => post<Attempt>(`/lessons/${lesson}/attempts`, {});
export const answerQuestion = (attempt: string, question: string, chosen: string[]) =>
  put<Attempt>(`/training/attempts/${attempt}/answers/${question}`, { chosen });
