// How a team comes along: each person in a row, each course in a column; only those are in it whose training is one's business.
import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, History } from 'lucide-react';
import { findProgress, type ProgressCell } from '../../api/training.ts';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { Ring } from './Ring.tsx';
import classes from './training.module.css';

export function TeamProgress() {
  const found = useQuery({ queryKey: ['training', 'progress'], queryFn: ({ signal }) => findProgress(signal) });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Lines count={6} tall />;
  const { courses, data } = found.data;
  const cells = data.flatMap((row) => row.courses).filter((cell) => cell.assigned);
  const done = cells.filter((cell) => cell.state === 'passed' || cell.state === 'outdated').length;
  const late = cells.filter((cell) => cell.overdue).length;
  return (
    <>
      <div className={classes.sums}>
        <span>
          <strong>{done}</strong> {t('training.sum_done', { total: cells.length })}
        </span>
        <span data-late={late > 0 || undefined}>
          <strong>{late}</strong> {t('training.sum_late')}
        </span>
      </div>
      <Table.ScrollContainer minWidth={360 + courses.length * 150}>
        <Table verticalSpacing="xs" highlightOnHover aria-label={t('training.team')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('training.person')}</Table.Th>
              {courses.map((course) => (
                <Table.Th key={course.id}>{course.title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((row) => (
              <Table.Tr key={row.user}>
                <Table.Th scope="row">
                  <Text size="sm" fw={560}>
                    {row.name}
                  </Text>
                  {row.team && (
                    <Text size="xs" c="dimmed">
                      {row.team}
                    </Text>
                  )}
                </Table.Th>
                {courses.map((course) => (
                  <Table.Td key={course.id}>
                    <Cell cell={row.courses.find((one) => one.course === course.id)} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function Cell({ cell }: { cell: ProgressCell | undefined }) {
  if (!cell)
    return (
      <Text size="sm" c="dimmed">
        –
      </Text>
    );
  const day = cell.completed_at ?? cell.due_on;
  const words =
    cell.state === 'passed'
      ? t('training.completed')
      : cell.state === 'outdated'
        ? t('training.older')
        : cell.overdue
          ? t('training.overdue')
          : t('training.lessons_done', { done: cell.done, total: cell.lessons });
  return (
    <span className={classes.cell} data-state={cell.overdue ? 'late' : cell.state}>
      {cell.state === 'passed' ? (
        <CircleCheck size={18} aria-hidden="true" />
      ) : cell.state === 'outdated' ? (
        <History size={18} aria-hidden="true" />
      ) : cell.overdue ? (
        <CircleAlert size={18} aria-hidden="true" />
      ) : (
        <Ring share={cell.lessons ? cell.done / cell.lessons : 0} />
      )}
      <span>
        <span className={classes.cellWords}>{words}</span>
        <span className={classes.facts}>
          {[cell.score !== null && `${cell.score} %`, day && formatDate(day, true)].filter(Boolean).join(' · ')}
        </span>
      </span>
    </span>
  );
}
