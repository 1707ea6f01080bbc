// The questions of a lesson, one after the other: figures choose, Enter answers and goes on. After each answer it is told why.
import { Button, Group, Progress, Text, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { Check, CircleCheck, CircleX, RotateCcw, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { type AskedQuestion, type Attempt, answerQuestion } from '../../api/training.ts';
import { formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Prose } from '../../ui/Prose.tsx';
import { Ring } from './Ring.tsx';
import classes from './training.module.css';

interface Props {
  attempt: Attempt;
  /** Answers a question; without it the server is asked, which keeps it. */
  answer?: (question: string, chosen: string[]) => Promise<Attempt>;
  onChange: (attempt: Attempt) => void;
  onAgain: () => void;
  onRead: () => void;
  ending: ReactNode;
}

export function Quiz({ attempt, answer, onChange, onAgain, onRead, ending }: Props) {
  const all = attempt.questions;
  const firstOpen = all.findIndex((question) => !question.chosen);
  const [place, setPlace] = useState(firstOpen < 0 ? all.length : firstOpen);
  const [picked, setPicked] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // Who goes on by keys is where the next question is, and hears it read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the place
  useEffect(() => heading.current?.focus(), [place]);
  const question = all[place];
  const answered = Boolean(question?.chosen);
  const pick = (key: string) => {
    if (!question || answered || busy) return;
    if (question.kind === 'single') setPicked([key]);
    else setPicked((old) => (old.includes(key) ? old.filter((one) => one !== key) : [...old, key]));
  };
  const goOn = async () => {
    if (!question || busy) return;
    if (answered) {
      setPicked([]);
      setPlace(place + 1);
      return;
    }
    if (!picked.length) return;
    setBusy(true);
    try {
      onChange(await (answer ?? answerQuestion.bind(null, attempt.id))(question.id, picked));
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  useHotkeys([
    ...(question?.options ?? []).map((option, index): [string, () => void] => [`${index + 1}`, () => pick(option.key)]),
    ['Enter', () => void goOn()],
  ]);
  if (!question) return <Ended attempt={attempt} heading={heading} onAgain={onAgain} onRead={onRead} ending={ending} />;
  return (
    <section className={classes.quiz} aria-label={t('training.question_of', { place: place + 1, total: all.length })}>
      <div>
        <Group justify="space-between" mb={6}>
          <Text size="sm" c="dimmed">
            {t('training.question_of', { place: place + 1, total: all.length })}
          </Text>
          <Text size="xs" c="dimmed" className={classes.keysHint}>
            {t('training.keys')}
          </Text>
        </Group>
        <Progress
          value={((place + (answered ? 1 : 0)) / all.length) * 100}
          size="sm"
          aria-label={t('training.progress')}
        />
      </div>
      <h2 ref={heading} tabIndex={-1} className={classes.question}>
        {question.text}
      </h2>
      {question.kind === 'multiple' && !answered && (
        <Text size="sm" c="dimmed">
          {t('training.several')}
        </Text>
      )}
      <Options question={question} picked={picked} onPick={pick} />
      <div role="status">
        {answered && (
          <div className={classes.feedback} data-correct={question.correct || undefined}>
            <Group gap="xs" mb={question.explanation ? 4 : 0}>
              {question.correct ? <CircleCheck size={18} /> : <CircleX size={18} />}
              <Text fw={640}>{t(question.correct ? 'training.right' : 'training.wrong')}</Text>
            </Group>
            {question.explanation && <Prose text={question.explanation} />}
          </div>
        )}
      </div>
      <Group justify="flex-end">
        <Button loading={busy} disabled={!answered && picked.length === 0} onClick={() => void goOn()}>
          {t(answered ? (place + 1 < all.length ? 'training.next' : 'training.finish') : 'training.answer')}
        </Button>
      </Group>
    </section>
  );
}

function Options({
  question,
  picked,
  onPick,
}: {
  question: AskedQuestion;
  picked: string[];
  onPick: (key: string) => void;
}) {
  const answered = Boolean(question.chosen);
  const chosen = question.chosen ?? picked;
  return (
    <fieldset className={classes.options} aria-label={question.text}>
      {question.options.map((option, index) => {
        const isChosen = chosen.includes(option.key);
        const isRight = question.right?.includes(option.key) ?? false;
        const told = answered ? (isRight ? 'right' : isChosen ? 'wrong' : 'rest') : undefined;
        return (
          <UnstyledButton
            key={option.key}
            role={question.kind === 'single' ? 'radio' : 'checkbox'}
            aria-checked={isChosen}
            disabled={answered}
            className={classes.option}
            data-chosen={isChosen || undefined}
            data-told={told}
            onClick={() => onPick(option.key)}
          >
            <span className={classes.number}>
              {told === 'right' ? <Check size={14} /> : told === 'wrong' ? <X size={14} /> : index + 1}
            </span>
            <span>{option.text}</span>
            {told === 'right' && <span className={classes.hidden}>{t('training.is_right')}</span>}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}

function Ended({
  attempt,
  heading,
  onAgain,
  onRead,
  ending,
}: Omit<Props, 'onChange' | 'answer'> & { heading: React.RefObject<HTMLHeadingElement | null> }) {
  const right = attempt.questions.filter((question) => question.correct).length;
  return (
    <section className={classes.ended} aria-label={t('training.result')}>
      <Ring size={120} share={(attempt.score ?? 0) / 100} />
      <h2 ref={heading} tabIndex={-1} className={classes.question}>
        {t(attempt.passed ? 'training.passed' : 'training.not_passed')}
      </h2>
      {attempt.questions.length > 0 && (
        <Text c="dimmed">
          {t('training.result_words', {
            right,
            total: attempt.questions.length,
            mark: formatPercent(attempt.passing_mark),
          })}
        </Text>
      )}
      <Group justify="center">
        {attempt.passed ? (
          ending
        ) : (
          <>
            <Button variant="default" onClick={onRead}>
              {t('training.read_again')}
            </Button>
            <Button leftSection={<RotateCcw size={16} />} onClick={onAgain}>
              {t('training.again')}
            </Button>
          </>
        )}
      </Group>
    </section>
  );
}
