// A demo company inside one's own workspace: in to learn and try, out again without a trace of it.
import { Badge, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Sparkles, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { watchJob } from '../../../api/job_toast.tsx';
import { createSampleData, findSampleData, removeSampleData } from '../../../api/sample_data.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Ask } from '../Ask.tsx';
import { Section } from '../Section.tsx';

const SAMPLE = ['admin', 'sample_data'] as const;

export function SampleData() {
  const client = useQueryClient();
  const sample = useQuery({ queryKey: SAMPLE, queryFn: ({ signal }) => findSampleData(signal) });
  const [isLeaving, setLeaving] = useState(false);
  const running = sample.data?.job ?? null;
  const isPresent = sample.data?.present ?? false;
  useEffect(() => {
    if (!running) return;
    const end = () => void client.invalidateQueries();
    watchJob(running, { title: t('settings.sample_data'), onDone: end, onCancelled: end, onFailed: end });
  }, [client, running]);
  const start = async (act: () => Promise<unknown>) => {
    setLeaving(false);
    try {
      await act();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: SAMPLE });
  };
  return (
    <Section title={t('settings.sample_data')} text={t('sample.text')}>
      {sample.isError && <ProblemView error={sample.error} onRetry={() => sample.refetch()} />}
      {sample.isPending && <Skeleton h={120} radius="lg" />}
      {sample.isSuccess && (
        <Paper p="md">
          <Stack gap="sm">
            <Group gap="xs">
              {running ? (
                <Badge color="spruce">{t('sample.working')}</Badge>
              ) : (
                <Badge color={isPresent ? 'spruce' : 'gray'}>
                  {isPresent ? t('sample.present') : t('sample.absent')}
                </Badge>
              )}
            </Group>
            {/* While it comes or goes it counts as there: neither sentence would be true yet. */}
            {!running && <Text size="sm">{isPresent ? t('sample.out_text') : t('sample.in_text')}</Text>}
            <Group>
              {isPresent ? (
                <Button
                  variant="default"
                  leftSection={<Trash2 size={15} />}
                  loading={running !== null}
                  onClick={() => setLeaving(true)}
                >
                  {t('sample.remove')}
                </Button>
              ) : (
                <Button
                  leftSection={<Sparkles size={15} />}
                  loading={running !== null}
                  disabled={sample.data === null}
                  onClick={() => void start(createSampleData)}
                >
                  {t('sample.add')}
                </Button>
              )}
            </Group>
          </Stack>
        </Paper>
      )}
      {isLeaving && (
        <Ask
          title={t('sample.remove_title')}
          confirm={t('sample.remove')}
          onConfirm={() => start(removeSampleData)}
          onClose={() => setLeaving(false)}
        >
          {t('sample.remove_text')}
        </Ask>
      )}
    </Section>
  );
}
