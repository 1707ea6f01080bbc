// A question as it is written: its words, its answers, which of them are right, and why.
import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Paper,
  Radio,
  SegmentedControl,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { Plus, Trash2, X } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { DraftAnswer, DraftQuestion } from '../../../api/lesson_draft.ts';
import { t } from '../../../i18n/index.ts';
import classes from './edit.module.css';

const MOST = 10;
const NEW: DraftAnswer = { text: '', right: false };

export const NEW_QUESTION: DraftQuestion = {
  id: null,
  text: '',
  multiple: false,
  answers: [{ text: '', right: true }, NEW],
  explanation: '',
};

interface Props {
  place: number;
  question: DraftQuestion;
  problems: { text?: string; answers?: string };
  onChange: (question: DraftQuestion) => void;
  onRemove: () => void;
}

export function QuestionEditor({ place, question, problems, onChange, onRemove }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const change = (part: Partial<DraftQuestion>) => onChange({ ...question, ...part });
  const changeAnswer = (at: number, part: Partial<DraftAnswer>) =>
    change({ answers: question.answers.map((one, other) => (other === at ? { ...one, ...part } : one)) });
  const setRight = (at: number, right: boolean) =>
    change({
      answers: question.answers.map((one, other) =>
        other === at ? { ...one, right } : question.multiple ? one : { ...one, right: false },
      ),
    });
  const setMultiple = (multiple: boolean) => {
    // With one right answer, the first that was right stays it.
    const first = question.answers.findIndex((one) => one.right);
    const answers = multiple ? question.answers : question.answers.map((one, at) => ({ ...one, right: at === first }));
    change({ multiple, answers });
  };
  // Who types fast types on in the next answer: it stands there before the next key.
  const focusAnswer = (at: number) =>
    list.current?.querySelectorAll<HTMLInputElement>('input:not([type="radio"], [type="checkbox"])')[at]?.focus();
  const addAnswer = () => {
    if (question.answers.length >= MOST) return;
    flushSync(() => change({ answers: [...question.answers, NEW] }));
    focusAnswer(question.answers.length);
  };
  const removeAnswer = (at: number) => {
    flushSync(() => change({ answers: question.answers.filter((_, other) => other !== at) }));
    focusAnswer(Math.max(0, at - 1));
  };
  const number = place + 1;
  const Mark = question.multiple ? Checkbox : Radio;
  return (
    <Paper
      withBorder
      className={classes.question}
      component="section"
      aria-label={t('lesson_edit.question', { number })}
    >
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Textarea
          className={classes.grow}
          autosize
          minRows={1}
          aria-label={t('lesson_edit.question', { number })}
          placeholder={t('lesson_edit.question_hint')}
          value={question.text}
          error={problems.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Tooltip label={t('lesson_edit.remove_question', { number })}>
          <ActionIcon size="lg" aria-label={t('lesson_edit.remove_question', { number })} onClick={onRemove}>
            <Trash2 size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <SegmentedControl
        size="xs"
        className={classes.kind}
        aria-label={t('lesson_edit.how_many', { number })}
        data={[
          { value: 'single', label: t('lesson_edit.single') },
          { value: 'multiple', label: t('lesson_edit.multiple') },
        ]}
        value={question.multiple ? 'multiple' : 'single'}
        onChange={(kind) => setMultiple(kind === 'multiple')}
      />
      <ul className={classes.answers} ref={list} aria-label={t('lesson_edit.answers', { number })}>
        {question.answers.map((answer, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer that is being written has no other name than its place
          <li key={at} className={classes.answer} data-right={answer.right || undefined}>
            <Tooltip label={t(answer.right ? 'lesson_edit.is_right' : 'lesson_edit.is_wrong')}>
              <Mark
                name={`right-${place}`}
                checked={answer.right}
                aria-label={t('lesson_edit.right', { number: at + 1 })}
                onChange={(event) => setRight(at, event.currentTarget.checked)}
              />
            </Tooltip>
            <TextInput
              className={classes.grow}
              aria-label={t('lesson_edit.answer', { number: at + 1 })}
              value={answer.text}
              onChange={(event) => changeAnswer(at, { text: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key === 'Enter') {
                  event.preventDefault();
                  if (at + 1 === question.answers.length) addAnswer();
                  else focusAnswer(at + 1);
                }
                if (event.key === 'Backspace' && !answer.text && question.answers.length > 2) {
                  event.preventDefault();
                  removeAnswer(at);
                }
              }}
            />
            <ActionIcon
              aria-label={t('lesson_edit.remove_answer', { number: at + 1 })}
              disabled={question.answers.length <= 2}
              onClick={() => removeAnswer(at)}
            >
              <X size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {problems.answers && (
        <p role="alert" className={classes.problem}>
          {problems.answers}
        </p>
      )}
      <Group>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Plus size={14} />}
          disabled={question.answers.length >= MOST}
          onClick={addAnswer}
        >
          {t('lesson_edit.add_answer')}
        </Button>
      </Group>
      <Textarea
        label={t('lesson_edit.why')}
        description={t('lesson_edit.why_text')}
        autosize
        minRows={1}
        value={question.explanation}
        onChange={(event) => change({ explanation: event.currentTarget.value })}
      />
    </Paper>
  );
}
