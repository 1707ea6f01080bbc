// The objects of training as the editor calls them.
import { useObject } from '../../../dictionary/context.tsx';
import type { Kind } from '../../setting/sales/rows.ts';

export const COURSE: Kind = { object: 'course', plural: 'courses' };
export const LESSON: Kind = { object: 'lesson', plural: 'lessons' };
export const ASSIGNMENT: Kind = { object: 'course_assignment', plural: 'course_assignments' };

/** Whether one writes courses: questions say what is right, so reading all of them is part of it. */
export function useWrites(): boolean {
  const [course, lesson, question] = [useObject('course'), useObject('lesson'), useObject('lesson_question')];
  return (
    Boolean(course?.can.create && lesson?.can.create && question?.can.create) &&
    question?.can.read === 'all' &&
    question.can.change === 'all'
  );
}
