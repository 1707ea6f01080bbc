// One's own training: what one was given and by when, how far one has come, and how the others come along for those who manage them.
import { Alert, Badge, Button, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  ArrowRight,
  CircleCheck,
  CircleDashed,
  FlaskConical,
  GraduationCap,
  History,
  Play,
  RotateCcw,
  UserPlus,
} from 'lucide-react';
import { useState } from 'react';
import { inPractice, toPractice } from '../../api/place.ts';
import { type CourseOfMine, findTraining, type LessonOfCourse } from '../../api/training.ts';
import { useObject } from '../../dictionary/context.tsx';
import { formatDate, formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { AddReady } from './AddReady.tsx';
import { Assign } from './edit/Assign.tsx';
import { CourseList } from './edit/CourseList.tsx';
import { useWrites } from './edit/kinds.ts';
import { Ring } from './Ring.tsx';
import { TeamProgress } from './TeamProgress.tsx';
import classes from './training.module.css';

export type TrainingPart = 'mine' | 'team' | 'courses';

const isDone = (lesson: LessonOfCourse) => lesson.state === 'passed' || lesson.state === 'outdated';

export function Training({ part, onPart }: { part: TrainingPart; onPart: (part: TrainingPart) => void }) {
  useDocumentTitle(`${t('training.title')} · Kith`);
  const found = useQuery({ queryKey: ['training'], queryFn: ({ signal }) => findTraining(signal) });
  const manages = found.data?.manages ?? false;
  const writes = useWrites();
  const gives = useObject('course_assignment')?.can.create ?? false;
  const [giving, setGiving] = useState(false);
  return (
    <>
      <PageHeader
        icon={<GraduationCap size={18} strokeWidth={1.75} />}
        title={t('training.title')}
        actions={
          <>
            {!inPractice && (
              <Button variant="default" component="a" href={toPractice('/')} leftSection={<FlaskConical size={16} />}>
                {t('practice.enter')}
              </Button>
            )}
            {part === 'team' && manages && gives && (
              <Button leftSection={<UserPlus size={16} />} onClick={() => setGiving(true)}>
                {t('course_edit.give')}
              </Button>
            )}
          </>
        }
      />
      <PageBody wide={part === 'team'}>
        {(manages || writes) && (
          <SegmentedControl
            mb="lg"
            aria-label={t('training.whose')}
            data={[
              { value: 'mine', label: t('training.mine') },
              ...(manages ? [{ value: 'team', label: t('training.team') }] : []),
              ...(writes ? [{ value: 'courses', label: t('course_edit.courses') }] : []),
            ]}
            value={part}
            onChange={(next) => onPart(next as TrainingPart)}
          />
        )}

        {part === 'team' && manages ? (
          <TeamProgress />
        ) : part === 'courses' && writes ? (
          <CourseList />
        ) : (
          <>
            {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} />}
            {found.isPending && <Lines count={5} tall />}
            {found.data && <Mine courses={found.data.courses} />}
          </>
        )}
      </PageBody>
      {giving && <Assign course={null} onClose={() => setGiving(false)} />}
    </>
  );
}

function Mine({ courses }: { courses: CourseOfMine[] }) {
  const writes = useWrites();
  if (!courses.length)
    return (
      <Blank
        icon={<GraduationCap size={24} strokeWidth={1.6} />}
        title={t('training.none')}
        text={t('training.none_text')}
        action={writes && <AddReady />}
      />
    );
  // What is begun comes before what is new; what one was given before what one may choose.
  const next = courses
    .filter((course) => course.assigned || course.state === 'started')
    .flatMap((course) => course.lessons.filter((lesson) => !isDone(lesson)).map((lesson) => ({ course, lesson })))[0];
  const given = courses.filter((course) => course.assigned);
  const others = courses.filter((course) => !course.assigned);
  return (
    <Stack gap="xl">
      {next ? (
        <Paper className={classes.next} component="section" aria-label={t('training.go_on')}>
          <Ring size={64} share={next.course.lessons.length ? next.course.done / next.course.lessons.length : 0} />
          <div className={classes.grow}>
            <Text size="xs" className={classes.over}>
              {next.course.name}
            </Text>
            <Text fw={640} size="lg">
              {next.lesson.name}
            </Text>
            <Text size="sm" className={classes.over}>
              {lessonFacts(next.lesson)}
            </Text>
          </div>
          <Button
            component={Link}
            to={`/training/lessons/${next.lesson.id}`}
            size="md"
            rightSection={<ArrowRight size={16} />}
          >
            {t(next.lesson.state === 'new' ? 'training.begin' : 'training.continue')}
          </Button>
        </Paper>
      ) : (
        given.length > 0 && (
          <Alert color="green" icon={<CircleCheck size={18} />} title={t('training.all_done')}>
            {t('training.all_done_text')}
          </Alert>
        )
      )}
      {given.length > 0 && <Courses title={t('training.given')} courses={given} />}
      {others.length > 0 && <Courses title={t('training.others')} courses={others} />}
    </Stack>
  );
}

const lessonFacts = (lesson: LessonOfCourse) =>
  [
    lesson.minutes && t('training.minutes', { count: lesson.minutes }),
    lesson.questions > 0 && t('training.questions', { count: lesson.questions }),
  ]
    .filter(Boolean)
    .join(' · ');

function Courses({ title, courses }: { title: string; courses: CourseOfMine[] }) {
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.courses}>
        {courses.map((course) => (
          <Course key={course.id} course={course} />
        ))}
      </div>
    </section>
  );
}

function Course({ course }: { course: CourseOfMine }) {
  return (
    <Paper withBorder component="article" aria-label={course.name} className={classes.course}>
      <div className={classes.courseHead}>
        <Ring size={44} share={course.lessons.length ? course.done / course.lessons.length : 0} />
        <div className={classes.grow}>
          <h3 className={classes.name}>{course.name}</h3>
          <Text size="xs" c="dimmed">
            {t('training.lessons_done', { done: course.done, total: course.lessons.length })}
            {course.due_on && ` · ${t('training.due', { day: formatDate(course.due_on) })}`}
          </Text>
        </div>
        {course.overdue && <Badge color="red">{t('training.overdue')}</Badge>}
        {course.state === 'passed' && <Badge color="green">{t('training.completed')}</Badge>}
        {course.state === 'outdated' && <Badge color="amber">{t('training.older')}</Badge>}
      </div>
      {course.summary && (
        <Text size="sm" c="dimmed">
          {course.summary}
        </Text>
      )}
      <ol className={classes.lessons}>
        {course.lessons.map((lesson) => (
          <li key={lesson.id}>
            <Link to="/training/lessons/$id" params={{ id: lesson.id }} className={classes.lesson}>
              <Mark lesson={lesson} />
              <span className={classes.grow}>
                <span className={classes.lessonName}>{lesson.name}</span>
                <span className={classes.facts}>{stateWords(lesson) || lessonFacts(lesson)}</span>
              </span>
              {lesson.score !== null && <span className={classes.score}>{lesson.score} %</span>}
            </Link>
          </li>
        ))}
      </ol>
    </Paper>
  );
}

function Mark({ lesson }: { lesson: LessonOfCourse }) {
  const Icon = { new: CircleDashed, started: Play, failed: RotateCcw, outdated: History, passed: CircleCheck }[
    lesson.state
  ];
  return <Icon size={18} className={classes.mark} data-state={lesson.state} aria-hidden="true" />;
}

function stateWords(lesson: LessonOfCourse): string {
  if (lesson.state === 'passed' && lesson.passed_at)
    return t('training.passed_when', { when: formatRelative(lesson.passed_at) });
  if (lesson.state === 'outdated') return t('training.older_text');
  if (lesson.state === 'failed') return t('training.try_again');
  if (lesson.state === 'started') return t('training.begun');
  return '';
}
