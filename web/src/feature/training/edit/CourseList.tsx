// All courses for those who write them, also what learners do not see yet.
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { GraduationCap, Plus } from 'lucide-react';
import { useState } from 'react';
import { createRecord } from '../../../api/records.ts';
import { asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Line } from '../../setting/sales/Line.tsx';
import { attempt, move, useRows } from '../../setting/sales/rows.ts';
import { AddReady } from '../AddReady.tsx';
import classes from './edit.module.css';
import { COURSE } from './kinds.ts';

export function CourseList() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const courses = useRows(COURSE, null, 'position,created_at');
  const [dragged, setDragged] = useState<number | null>(null);
  const rows = courses.data ?? [];
  const make = () =>
    attempt(COURSE, async () => {
      const made = await createRecord('courses', {
        name: t('course_edit.new_name'),
        // Nobody sees it before it says something.
        published: false,
        position: rows.length + 1,
      });
      await navigate({ to: '/training/courses/$id', params: { id: made.id } });
      return made;
    });
  if (courses.isError) return <ProblemView error={courses.error} onRetry={() => courses.refetch()} />;
  if (courses.isPending) return <Lines count={4} tall />;
  if (!rows.length)
    return (
      <Blank
        icon={<GraduationCap size={24} strokeWidth={1.6} />}
        title={t('course_edit.none')}
        text={t('course_edit.none_text')}
        action={
          <Group justify="center" mt="xs">
            <Button leftSection={<Plus size={15} />} onClick={() => void make()}>
              {t('course_edit.new')}
            </Button>
            <AddReady />
          </Group>
        }
      />
    );
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Text size="sm" c="dimmed" className={classes.grow}>
          {t('course_edit.list_text')}
        </Text>
        <Button leftSection={<Plus size={15} />} onClick={() => void make()}>
          {t('course_edit.new')}
        </Button>
      </Group>
      <ul className={classes.lessons} aria-label={t('course_edit.courses')}>
        {rows.map((course, place) => (
          <Line
            key={course.id}
            title={course.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={async (from, to) => {
              await move(COURSE, rows, from, to);
              void client.invalidateQueries({ queryKey: ['training'] });
            }}
          >
            <div className={classes.lesson}>
              <span className={classes.lines}>
                <Link to="/training/courses/$id" params={{ id: course.id }} className={classes.lessonName}>
                  {course.title}
                </Link>
                <Text size="xs" c="dimmed" lineClamp={1}>
                  {asText(course.summary)}
                </Text>
              </span>
              {course.published !== true && (
                <Badge color="gray" variant="light">
                  {t('course_edit.hidden')}
                </Badge>
              )}
            </div>
          </Line>
        ))}
      </ul>
    </Stack>
  );
}
