// /knowledge/archive: all runs one may see, whatever they asked.
import { Button, Group, Select } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Archive as ArchiveIcon } from 'lucide-react';
import { useSession } from '../../api/session_context.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { Facts } from './Facts.tsx';
import { PAGES } from './pages.ts';
import { Retention } from './Retention.tsx';
import { RunRow } from './RunRow.tsx';
import { useRuns } from './RunsDrawer.tsx';
import { SummaryCheck } from './SummaryCheck.tsx';

export default function Archive() {
  useDocumentTitle(`${t('archive.title')} · Kith`);
  const { analysis } = useSearch({ strict: false }) as { analysis?: string };
  const navigate = useNavigate();
  const session = useSession();
  const found = useRuns(analysis);
  const runs = found.data?.pages.flatMap((page) => page.data) ?? [];
  const asking = PAGES.filter((page) => page.analysis);
  const pageOf = (key: string) => asking.find((page) => page.analysis === key);
  return (
    <>
      <PageHeader
        icon={<ArchiveIcon size={18} strokeWidth={1.75} />}
        title={t('archive.title')}
        text={t('archive.text')}
        actions={
          <Select
            aria-label={t('archive.analysis')}
            placeholder={t('archive.all')}
            data={asking.map((page) => ({ value: page.analysis ?? '', label: t(page.title) }))}
            value={analysis ?? null}
            clearable
            onChange={(next) =>
              void navigate({ to: '.', search: (() => ({ analysis: next ?? undefined })) as never, replace: true })
            }
          />
        }
      />
      <PageBody>
        <Group justify="space-between" align="flex-start" mb="md">
          {session.role.administrator && <Retention />}
          <Group gap="xs">
            {session.role.administrator && <SummaryCheck />}
            <Facts />
          </Group>
        </Group>
        {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Lines count={5} tall />}
        {found.data && runs.length === 0 && <Blank icon={<ArchiveIcon />} title={t('knowledge.no_runs')} />}
        {runs.map((run) => {
          const page = pageOf(run.analysis);
          return (
            <RunRow
              key={run.id}
              run={run}
              title={page ? t(page.title) : run.analysis}
              onOpen={() =>
                page &&
                void navigate({ to: '/knowledge/$page', params: { page: page.key }, search: { run: run.id } as never })
              }
            />
          );
        })}
        {found.hasNextPage && (
          <Button
            mt="md"
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('action.more')}
          </Button>
        )}
      </PageBody>
    </>
  );
}
