// Brings the ready-made courses in, each with its lessons and questions, through the same doors as everything else.
import { createRecord } from '../../../api/records.ts';
import { READY } from './en.ts';

export async function addReadyCourses(): Promise<void> {
  for (const [place, course] of READY.entries()) {
    const { lessons, ...fields } = course;
    const made = await createRecord('courses', { ...fields, published: true, passing_mark: '60', position: place + 1 });
    for (const [number, lesson] of lessons.entries()) {
      const { questions, ...text } = lesson;
      const added = await createRecord('lessons', { ...text, course: made.id, position: number + 1 });
      for (const [at, question] of questions.entries())
        await createRecord('lesson_questions', { ...question, lesson: added.id, position: at + 1 });
    }
  }
}
