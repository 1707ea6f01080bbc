// Follows a job wherever one goes meanwhile: a toast with how far it is and a way to stop it, then what came of it.

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { describeProblem } from './describe.ts';
import { cancelJob, findJob } from './jobs.ts';
import { pageNow } from './place.ts';
import { Problem } from './problem.ts';
import { keys, queryClient } from './query.ts';
import type { Job } from './types.ts';

const FIRST = 250;
const PAUSE = 1_000;
const watched = new Set<string>();

interface Watch {
  title: string;
  onDone: (job: Job) => void;
  /** It was stopped in the middle: what it wrote until then stands. */
  onCancelled?: (job: Job) => void;
  /** It ended with an error, which is told by itself. */
  onFailed?: (job: Job) => void;
  /** The page that shows its progress by itself: no toast stands over that one. */
  page?: string;
}

export const isOpenJob = (job: Job) => job.state === 'queued' || job.state === 'running';

function Body({ job, title }: { job: Job | null; title: string }) {
  const progress = job?.progress;
  const share = progress?.total ? (progress.done / progress.total) * 100 : null;
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        {job && isOpenJob(job) && (
          <Button
            size="compact-xs"
            variant="default"
            style={{ flex: 'none' }}
            disabled={job.cancel_asked}
            onClick={() => void cancelJob(job.id).catch(tellProblem)}
          >
            {t('action.stop')}
          </Button>
        )}
      </Group>
      <Progress value={share ?? 100} animated={share === null} size="sm" aria-label={t('jobs.progress')} />
      {progress && progress.done > 0 && (
        <Text size="xs" c="dimmed" className="tabular">
          {formatNumber(progress.done)}
          {progress.total ? ` / ${formatNumber(progress.total)}` : ''} {progress.note}
        </Text>
      )}
    </Stack>
  );
}

const tellProblem = (error: unknown) =>
  notifications.show({ color: 'red', title: t('jobs.failed'), message: describeProblem(error) });

/** Follows a job to its end. A second call for the same job is left to the first one. */
export function watchJob(id: string, watch: Watch): void {
  if (watched.has(id)) return;
  watched.add(id);
  void follow(id, watch).finally(() => watched.delete(id));
}

async function follow(id: string, { title, onDone, onCancelled, onFailed, page }: Watch): Promise<void> {
  const toast = `job-${id}`;
  let shown = false;
  const say = (job: Job | null) => {
    if (page && pageNow() === page) {
      if (shown) notifications.hide(toast);
      shown = false;
      return;
    }
    const content = { id: toast, message: <Body job={job} title={title} />, autoClose: false as const };
    if (shown) notifications.update(content);
    else notifications.show({ ...content, withCloseButton: true });
    shown = true;
  };
  void queryClient.invalidateQueries({ queryKey: keys.jobs });
  let pause = FIRST;
  try {
    for (;;) {
      let job: Job | null = null;
      try {
        job = await findJob(id);
      } catch (error) {
        // A server that is away for a moment goes on with the job when it is back.
        if (!(error instanceof Problem && (error.code === 'offline' || error.code === 'unavailable'))) throw error;
      }
      if (job && !isOpenJob(job)) {
        end(job);
        return;
      }
      if (job) say(job);
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = PAUSE;
    }
  } catch (error) {
    tellProblem(error);
  } finally {
    notifications.hide(toast);
  }

  function end(job: Job): void {
    void queryClient.invalidateQueries({ queryKey: keys.jobs });
    if (job.state === 'done') onDone(job);
    else if (job.state === 'cancelled') {
      if (onCancelled) onCancelled(job);
      else notifications.show({ message: t('jobs.stopped') });
    } else {
      onFailed?.(job);
      notifications.show({ color: 'red', autoClose: false, title: t('jobs.failed'), message: job.error ?? title });
    }
  }
}
