// Earlier runs of an analysis: opened, kept, annotated, deleted, and held against the one that is shown.
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnalysisRun, listRuns } from '../../api/analyses.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { Compared } from './Compared.tsx';
import { RunRow } from './RunRow.tsx';

interface Props {
  analysis: string;
  shown: AnalysisRun | undefined;
  opened: boolean;
  onClose: () => void;
  onOpen: (id: string) => void;
}

/** Runs, the newest first, page by page. */
export function useRuns(analysis: string | undefined, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['analysis', analysis ?? '', 'runs'],
    enabled,
    queryFn: ({ pageParam, signal }) => listRuns({ analysis, limit: 30, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

export function RunsDrawer({ analysis, shown, opened, onClose, onOpen }: Props) {
  const found = useRuns(analysis, opened);
  const [other, setOther] = useState<string>();
  const runs = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('knowledge.earlier')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} compact />}
      {found.isPending && <Lines count={5} />}
      {other && shown ? (
        <Stack>
          <Group>
            <Button size="compact-sm" variant="default" onClick={() => setOther(undefined)}>
              {t('action.back')}
            </Button>
          </Group>
          <Compared run={other} other={shown.id} />
        </Stack>
      ) : (
        runs.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            isShown={run.id === shown?.id}
            onOpen={() => {
              onOpen(run.id);
              onClose();
            }}
            onCompare={
              shown && shown.id !== run.id && shown.state === 'done' && run.state === 'done'
                ? () => setOther(run.id)
                : undefined
            }
          />
        ))
      )}
      {found.data && runs.length === 0 && <Text c="dimmed">{t('knowledge.no_runs')}</Text>}
      {!other && found.hasNextPage && (
        <Button mt="md" variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </Drawer>
  );
}
