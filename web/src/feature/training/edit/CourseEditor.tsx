// A course as it is written: what it is called, its lessons in their sequence, and to whom it is given.
import { ActionIcon, Badge, Button, Group, Paper, Stack, Switch, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, BookOpen, Plus, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { type CourseOutline, findOutline } from '../../../api/lesson_draft.ts';
import { changeRecord, createRecord, removeRecord } from '../../../api/records.ts';
import { showDone } from '../../../api/undo.tsx';
import { asText } from '../../../field/shared/values.ts';
import { formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../../ui/PageHeader.tsx';
import { Ask } from '../../setting/Ask.tsx';
import { TypedArea } from '../../setting/playbook/TypedArea.tsx';
import { Line } from '../../setting/sales/Line.tsx';
import { attempt, drop, useRows } from '../../setting/sales/rows.ts';
import { TypedNumber, TypedText } from '../../setting/sales/Typed.tsx';
import { Assign } from './Assign.tsx';
import classes from './edit.module.css';
import { ASSIGNMENT, COURSE, LESSON } from './kinds.ts';

export function CourseEditor({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ['training', 'outline', id],
    queryFn: ({ signal }) => findOutline(id, signal),
  });
  useDocumentTitle(`${found.data?.name ?? t('training.title')} · Kith`);
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Lines count={6} tall />;
  return <Editing course={found.data} />;
}

function Editing({ course }: { course: CourseOutline }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const fresh = () => client.invalidateQueries({ queryKey: ['training'] });
  const change = async (values: Record<string, unknown>) => {
    await attempt(COURSE, () => changeRecord('courses', course.id, null, values));
    await fresh();
  };
  const remove = async () => {
    const gone = await attempt(COURSE, async () => {
      const changeSet = await removeRecord('courses', course.id);
      showDone(t('record.removed', { title: course.name }), changeSet ?? null);
    });
    if (!gone) return;
    void fresh();
    await navigate({ to: '/training', search: { part: 'courses' } });
  };
  const ready = course.lessons.filter((lesson) => lesson.revision > 0).length;
  return (
    <>
      <PageHeader
        icon={
          <Link to="/training" search={{ part: 'courses' }} aria-label={t('course_edit.back')}>
            <ArrowLeft size={18} strokeWidth={1.75} />
          </Link>
        }
        title={course.name}
        text={t('course_edit.facts', { ready, total: course.lessons.length })}
        actions={
          <ActionIcon size="lg" aria-label={t('course_edit.remove')} onClick={() => setRemoving(true)}>
            <Trash2 size={16} />
          </ActionIcon>
        }
      />
      <PageBody wide>
        <div className={`${classes.columns} ${classes.page}`}>
          <Lessons course={course} />
          <Stack gap="xl">
            <Paper withBorder p="md" component="section" aria-label={t('course_edit.about')}>
              <Stack gap="sm">
                <Switch
                  label={t('course_edit.shown')}
                  checked={course.published}
                  onChange={(event) => void change({ published: event.currentTarget.checked })}
                />
                <TypedText label={t('course_edit.name')} value={course.name} onSave={(name) => void change({ name })} />
                <TypedArea
                  label={t('course_edit.summary')}
                  description={t('course_edit.summary_text')}
                  value={course.summary ?? ''}
                  onSave={(summary) => void change({ summary: summary || null })}
                />
                <Group gap="sm" grow align="flex-start">
                  <TypedNumber
                    label={t('course_edit.mark')}
                    min={0}
                    max={100}
                    suffix=" %"
                    value={Number(course.passing_mark)}
                    onSave={(mark) => void change({ passing_mark: `${mark ?? 0}` })}
                  />
                  <TypedText
                    label={t('course_edit.language')}
                    value={course.language ?? ''}
                    onSave={(language) => void change({ language })}
                  />
                </Group>
              </Stack>
            </Paper>
            <Assignments course={course} />
          </Stack>
        </div>
      </PageBody>
      {removing && (
        <Ask
          title={t('course_edit.remove')}
          confirm={t('course_edit.remove')}
          danger
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        >
          {t('course_edit.remove_text', { name: course.name })}
        </Ask>
      )}
    </>
  );
}

function Lessons({ course }: { course: CourseOutline }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [dragged, setDragged] = useState<number | null>(null);
  const { lessons } = course;
  const fresh = () => client.invalidateQueries({ queryKey: ['training'] });
  const make = () =>
    attempt(LESSON, async () => {
      const made = await createRecord('lessons', {
        name: t('course_edit.new_lesson_name', { number: lessons.length + 1 }),
        course: course.id,
        position: lessons.length + 1,
      });
      await navigate({ to: '/training/lessons/$id/edit', params: { id: made.id } });
      return made;
    });
  const move = async (from: number, to: number) => {
    const next = [...lessons];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(to, 0, taken);
    client.setQueryData(['training', 'outline', course.id], { ...course, lessons: next });
    await attempt(LESSON, async () => {
      for (const [place, one] of next.entries())
        if (lessons[place]?.id !== one.id) await changeRecord('lessons', one.id, null, { position: place + 1 });
    });
    await fresh();
  };
  const remove = async (lesson: { id: string; name: string }) => {
    await attempt(LESSON, async () => {
      const changeSet = await removeRecord('lessons', lesson.id);
      showDone(t('record.removed', { title: lesson.name }), changeSet ?? null);
    });
    await fresh();
  };
  return (
    <section aria-label={t('course_edit.lessons')}>
      <Group justify="space-between" mb="sm">
        <h2 className={classes.title}>{t('course_edit.lessons')}</h2>
        <Button size="xs" leftSection={<Plus size={14} />} onClick={() => void make()}>
          {t('course_edit.new_lesson')}
        </Button>
      </Group>
      {lessons.length === 0 && (
        <Blank
          icon={<BookOpen size={24} strokeWidth={1.6} />}
          title={t('course_edit.no_lessons')}
          text={t('course_edit.no_lessons_text')}
        />
      )}
      <ul className={classes.lessons} aria-label={t('course_edit.lessons')}>
        {lessons.map((lesson, place) => (
          <Line
            key={lesson.id}
            title={lesson.name}
            place={place}
            count={lessons.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(from, to)}
          >
            <div className={classes.lesson}>
              <span className={classes.lines}>
                <Link to="/training/lessons/$id/edit" params={{ id: lesson.id }} className={classes.lessonName}>
                  {lesson.name}
                </Link>
                <Text size="xs" c="dimmed">
                  {[
                    lesson.revision > 0 && t('course_edit.version', { revision: lesson.revision }),
                    lesson.minutes && t('training.minutes', { count: lesson.minutes }),
                    t('training.questions', { count: lesson.questions }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </span>
              {lesson.revision === 0 ? (
                <Badge color="gray" variant="light">
                  {t('course_edit.hidden')}
                </Badge>
              ) : (
                lesson.draft && (
                  <Badge color="amber" variant="light">
                    {t('course_edit.draft')}
                  </Badge>
                )
              )}
            </div>
            <ActionIcon
              aria-label={t('course_edit.remove_lesson', { name: lesson.name })}
              onClick={() => void remove(lesson)}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </Line>
        ))}
      </ul>
    </section>
  );
}

function Assignments({ course }: { course: CourseOutline }) {
  const client = useQueryClient();
  const [giving, setGiving] = useState(false);
  const given = useRows(ASSIGNMENT, { field: 'course', op: 'is', value: course.id }, 'due_on,created_at');
  const rows = given.data ?? [];
  return (
    <section aria-label={t('course_edit.given_to')}>
      <Group justify="space-between" mb="sm">
        <h2 className={classes.title}>{t('course_edit.given_to')}</h2>
        <Button size="xs" variant="default" leftSection={<UserPlus size={14} />} onClick={() => setGiving(true)}>
          {t('course_edit.give')}
        </Button>
      </Group>
      {rows.length === 0 && given.isSuccess && (
        <Text size="sm" c="dimmed">
          {t('course_edit.given_to_none')}
        </Text>
      )}
      <ul className={classes.given} aria-label={t('course_edit.given_to')}>
        {rows.map((row) => (
          <li key={row.id} className={classes.assigned}>
            <span className={classes.lines}>
              <Text size="sm" fw={540} truncate>
                {row.title}
              </Text>
              <Text size="xs" c="dimmed">
                {row.due_on ? t('training.due', { day: formatDate(asText(row.due_on)) }) : t('course_edit.no_day')}
              </Text>
            </span>
            <ActionIcon
              aria-label={t('course_edit.take_back', { name: row.title })}
              onClick={async () => {
                await drop(ASSIGNMENT, row);
                void client.invalidateQueries({ queryKey: ['training'] });
              }}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {giving && <Assign course={{ id: course.id, title: course.name }} onClose={() => setGiving(false)} />}
    </section>
  );
}
