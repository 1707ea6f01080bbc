// Which questions of a draft can be answered, and what an answer is worth.
import { describe, expect, it } from 'vitest';
import type { DraftQuestion } from '../../../api/lesson_draft.ts';
import { answered, isAnswerable, tried } from './practice.ts';

const question = (answers: [string, boolean][], multiple = false): DraftQuestion => ({
  id: null,
  text: 'May we write?',
  multiple,
  answers: answers.map(([text, right]) => ({ text, right })),
  explanation: ' Ask first. ',
});

describe('a preview', () => {
  it('leaves out what nobody could answer', () => {
    expect(isAnswerable(question([['Yes', true]]))).toBe(false);
    expect(
      isAnswerable(
        question([
          ['Yes', false],
          ['No', false],
        ]),
      ),
    ).toBe(false);
    expect(
      isAnswerable(
        question([
          ['Yes', true],
          ['No', true],
        ]),
      ),
    ).toBe(false);
    expect(
      isAnswerable({
        ...question([
          ['Yes', true],
          ['No', false],
        ]),
        text: ' ',
      }),
    ).toBe(false);
    expect(
      isAnswerable(
        question(
          [
            ['Yes', true],
            [' ', false],
            ['No', true],
          ],
          true,
        ),
      ),
    ).toBe(true);
    expect(tried([question([['Yes', true]])], '80', 'x').finished_at).toBe('x');
  });

  it('tells what is right after the answer, and the result after the last one', () => {
    const all = [
      question([
        ['Yes', false],
        ['', false],
        ['Only after a yes', true],
      ]),
      question(
        [
          ['Who', true],
          ['When', true],
          ['Their mood', false],
        ],
        true,
      ),
    ];
    const begun = tried(all, '60', 'x');
    expect(begun.questions[0]?.options.map(({ text }) => text)).toEqual(['Yes', 'Only after a yes']);
    expect(begun.questions[0]?.right).toBeNull();
    const one = answered(begun, all, '0', ['1']);
    expect(one.questions[0]).toMatchObject({ correct: true, right: ['1'], explanation: 'Ask first.' });
    expect(one.finished_at).toBeNull();
    const two = answered(one, all, '1', ['0']);
    expect(two).toMatchObject({ score: 50, passed: false });
    expect(answered(one, all, '1', ['1', '0'])).toMatchObject({ score: 100, passed: true });
  });
});
