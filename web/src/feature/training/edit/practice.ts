// The questions of a draft as a learner would get them, answered here in the browser: who writes them knows what is right anyway.
import type { DraftQuestion } from '../../../api/lesson_draft.ts';
import type { Attempt } from '../../../api/training.ts';

const written = (question: DraftQuestion) =>
  question.answers.map((answer) => ({ ...answer, text: answer.text.trim() })).filter((answer) => answer.text);

/** Whether learners could answer it: what is refused when it is published is left out of the preview. */
export function isAnswerable(question: DraftQuestion): boolean {
  const answers = written(question);
  const right = answers.filter((answer) => answer.right).length;
  return Boolean(question.text.trim()) && answers.length > 1 && right > 0 && (question.multiple || right === 1);
}

/** An attempt at it that nobody keeps. */
export function tried(questions: readonly DraftQuestion[], mark: string, key: string): Attempt {
  const asked = questions.filter(isAnswerable);
  const nothing = { object: '', id: key, title: '' };
  return {
    id: key,
    lesson: nothing,
    course: nothing,
    revision: 0,
    passing_mark: mark,
    started_at: '',
    finished_at: asked.length ? null : key,
    score: asked.length ? null : 100,
    passed: asked.length ? null : true,
    questions: asked.map((question, place) => ({
      id: `${place}`,
      text: question.text.trim(),
      kind: question.multiple ? 'multiple' : 'single',
      options: written(question).map((answer, at) => ({ key: `${at}`, text: answer.text })),
      chosen: null,
      correct: null,
      right: null,
      explanation: null,
    })),
  };
}

/** The attempt after one more answer. */
export function answered(
  attempt: Attempt,
  questions: readonly DraftQuestion[],
  question: string,
  chosen: readonly string[],
): Attempt {
  const asked = questions.filter(isAnswerable);
  const all = attempt.questions.map((one, place) => {
    const draft = asked[place];
    if (one.id !== question || !draft) return one;
    const right = written(draft).flatMap((answer, at) => (answer.right ? [`${at}`] : []));
    const correct = right.length === chosen.length && right.every((key) => chosen.includes(key));
    return { ...one, chosen: [...chosen], right, correct, explanation: draft.explanation.trim() || null };
  });
  if (all.some((one) => !one.chosen)) return { ...attempt, questions: all };
  const score = Math.floor((all.filter((one) => one.correct).length * 100) / all.length);
  return { ...attempt, questions: all, finished_at: attempt.id, score, passed: score >= Number(attempt.passing_mark) };
}
