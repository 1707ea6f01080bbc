// A lesson: first its text, then its questions.
import { Button, Group, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, GraduationCap } from 'lucide-react';
import { useState } from 'react';
import { urlOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import { findRecord } from '../../api/records.ts';
import { type Attempt, beginAttempt, findTraining } from '../../api/training.ts';
import { asLink, asText } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Quiz } from './Quiz.tsx';
import classes from './training.module.css';

export function LessonPage({ id }: { id: string }) {
  const client = useQueryClient();
  const lesson = useQuery({
    queryKey: keys.record('lesson', id),
    queryFn: ({ signal }) => findRecord('lessons', id, signal),
  });
  const mine = useQuery({ queryKey: ['training'], queryFn: ({ signal }) => findTraining(signal) });
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [busy, setBusy] = useState(false);
  useDocumentTitle(`${lesson.data?.title ?? t('training.title')} · Kith`);
  const course = mine.data?.courses.find((one) => one.lessons.some((other) => other.id === id));
  const place = course?.lessons.findIndex((one) => one.id === id) ?? -1;
  const known = course?.lessons[place];
  const next = course?.lessons[place + 1];
  const begin = async () => {
    setBusy(true);
    try {
      setAttempt(await beginAttempt(id));
      window.scrollTo({ top: 0 });
      void client.invalidateQueries({ queryKey: ['training'] });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeader
        icon={
          <Link to="/training" aria-label={t('training.back')}>
            <ArrowLeft size={18} strokeWidth={1.75} />
          </Link>
        }
        title={lesson.data?.title ?? ''}
        text={asLink(lesson.data?.course)?.title}
      />
      <PageBody>
        {lesson.isError && <ProblemView error={lesson.error} onRetry={() => lesson.refetch()} />}
        {lesson.isPending && <Lines count={8} />}
        {lesson.data && !attempt && (
          <article className={classes.reading}>
            <Prose large text={asText(lesson.data.body)} pictureOf={(file) => urlOf(`/files/${file}/content`)} />
            <Group className={classes.begin} justify="space-between">
              <Text size="sm" c="dimmed">
                {known?.questions
                  ? t('training.questions_follow', { count: known.questions })
                  : t('training.no_questions')}
              </Text>
              <Button loading={busy} rightSection={<ArrowRight size={16} />} onClick={() => void begin()}>
                {known?.questions
                  ? t(known.state === 'started' ? 'training.continue' : 'training.to_questions')
                  : t('training.have_read')}
              </Button>
            </Group>
          </article>
        )}
        {attempt && (
          <Quiz
            key={attempt.id}
            attempt={attempt}
            onChange={(changed) => {
              setAttempt(changed);
              if (changed.finished_at) void client.invalidateQueries({ queryKey: ['training'] });
            }}
            onAgain={() => void begin()}
            onRead={() => setAttempt(null)}
            ending={
              next ? (
                <Button component={Link} to={`/training/lessons/${next.id}`} rightSection={<ArrowRight size={16} />}>
                  {t('training.next_lesson', { name: next.name })}
                </Button>
              ) : (
                <Button component={Link} to="/training" leftSection={<GraduationCap size={16} />}>
                  {t('training.back')}
                </Button>
              )
            }
          />
        )}
      </PageBody>
    </>
  );
}
