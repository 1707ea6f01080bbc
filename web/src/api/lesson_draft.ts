// Courses and lessons as they are written: an outline, a draft that learners do not see, and what makes it a version.
import { get, put, remove } from './client.ts';
import type { RecordRef } from './types.ts';

export interface DraftAnswer {
  text: string;
  right: boolean;
}

export interface DraftQuestion {
  id: string | null;
  text: string;
  multiple: boolean;
  answers: DraftAnswer[];
  explanation: string;
}

export interface LessonContent {
  name: string;
  body: string;
  minutes: number | null;
  questions: DraftQuestion[];
}

export interface LessonDraft extends LessonContent {
  lesson: RecordRef;
  course: RecordRef;
  revision: number;
  changed: boolean;
  version: number;
  changed_at: string | null;
  changed_by: string | null;
  overtaken: boolean;
  completed: number;
}

export interface CourseOutline {
  id: string;
  name: string;
  version: number;
  summary: string | null;
  language: string | null;
  passing_mark: string;
  published: boolean;
  lessons: { id: string; name: string; minutes: number | null; questions: number; revision: number; draft: boolean }[];
}

export const findOutline = (course: string, signal?: AbortSignal) =>
  get<CourseOutline>(`/courses/${course}/outline`, undefined, signal);

export const findDraft = (lesson: string, signal?: AbortSignal) =>
  get<LessonDraft>(`/lessons/${lesson}/draft`, undefined, signal);

export const keepDraft = (lesson: string, version: number, content: LessonContent) =>
  put<LessonDraft>(`/lessons/${lesson}/draft`, { version, content });

export const discardDraft = (lesson: string) => remove<LessonDraft>(`/lessons/${lesson}/draft`);

export const publishDraft = (lesson: string, version: number, minor: boolean) =>
  put<LessonDraft>(`/lessons/${lesson}/publication`, { version, minor });
