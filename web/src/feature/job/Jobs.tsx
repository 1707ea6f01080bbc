// Work that runs in the background: how far it is, how it ended, and a way to stop it.
import { Badge, Button, Loader, Progress, Table, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { describeProblem } from '../../api/describe.ts';
import { cancelJob, listJobs } from '../../api/jobs.ts';
import { keys } from '../../api/query.ts';
import type { Job } from '../../api/types.ts';
import { formatNumber, formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';

const COLOR = { queued: 'gray', running: 'spruce', done: 'spruce', failed: 'red', cancelled: 'gray' } as const;
const isOpen = (job: Job) => job.state === 'queued' || job.state === 'running';

export function Jobs() {
  const client = useQueryClient();
  useDocumentTitle(`${t('jobs.title')} · Kith`);
  const jobs = useQuery({
    queryKey: keys.jobs,
    queryFn: ({ signal }) => listJobs(signal),
    // Progress moves only while something runs.
    refetchInterval: (query) => (query.state.data?.data.some(isOpen) ? 1000 : 15_000),
  });
  const cancel = async (job: Job) => {
    try {
      await cancelJob(job.id);
      void client.invalidateQueries({ queryKey: keys.jobs });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  return (
    <>
      <PageHeader icon={<ListChecks size={18} strokeWidth={1.75} />} title={t('jobs.title')} text={t('jobs.text')} />
      <PageBody wide>
        {jobs.isError && <ProblemView error={jobs.error} onRetry={() => jobs.refetch()} />}
        {jobs.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {jobs.data?.data.length === 0 && (
          <Blank icon={<ListChecks size={22} strokeWidth={1.6} />} title={t('jobs.none')} text={t('jobs.none_text')} />
        )}
        {(jobs.data?.data.length ?? 0) > 0 && (
          <Table.ScrollContainer minWidth={620} className={pageClasses.panel}>
            <Table verticalSpacing={7}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('jobs.job')}</Table.Th>
                  <Table.Th>{t('jobs.state')}</Table.Th>
                  <Table.Th>{t('jobs.progress')}</Table.Th>
                  <Table.Th>{t('jobs.started')}</Table.Th>
                  <Table.Th>
                    <span className="visually-hidden">{t('action.cancel')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {jobs.data?.data.map((job) => (
                  <Table.Tr key={job.id}>
                    <Table.Td>
                      <Text size="sm" fw={540}>
                        {job.label || job.kind}
                      </Text>
                      {job.error && (
                        <Text size="xs" c="red">
                          {job.error}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Badge color={COLOR[job.state]}>{t(`jobs.state.${job.state}`)}</Badge>
                    </Table.Td>
                    <Table.Td w={220}>
                      {job.progress && (
                        <>
                          {job.progress.total ? (
                            <Progress
                              value={(job.progress.done / job.progress.total) * 100}
                              size="sm"
                              aria-label={t('jobs.progress')}
                            />
                          ) : null}
                          <Text size="xs" c="dimmed" className="tabular">
                            {formatNumber(job.progress.done)}
                            {job.progress.total ? ` / ${formatNumber(job.progress.total)}` : ''}{' '}
                            {job.progress.note ?? ''}
                          </Text>
                        </>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm" title={formatTimestamp(job.created_at)}>
                        {formatRelative(job.started_at ?? job.created_at)}
                      </Text>
                    </Table.Td>
                    <Table.Td ta="right">
                      {isOpen(job) && (
                        <Button size="compact-sm" variant="default" onClick={() => void cancel(job)}>
                          {t('action.cancel')}
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </PageBody>
    </>
  );
}
