// The queues one has a seat at: how much waits in each, and the next task in one press.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useState } from 'react';
import { listQueueStanding, takeNextTask } from '../../api/calendar.ts';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject } from '../../api/query.ts';
import { showDone } from '../../api/undo.tsx';
import { usePeek } from '../../field/link/peek.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { t } from '../../i18n/index.ts';
import { HomeCard } from './HomeCard.tsx';
import classes from './home.module.css';

export function Queues() {
  const client = useQueryClient();
  const peek = usePeek();
  const [busy, setBusy] = useState('');
  const key = ['list', 'task', 'queues'];
  const standing = useQuery({ queryKey: key, queryFn: ({ signal }) => listQueueStanding(signal) });
  if (!standing.data?.length) return null;
  const take = async (queue: string) => {
    setBusy(queue);
    try {
      const taken = await takeNextTask(queue);
      if (taken.task) {
        showDone(t('queue.taken', { title: taken.task.title }), changeSetOf(taken));
        forgetObject('task');
        peek.open('task', taken.task.id);
      } else notifications.show({ message: t('queue.empty') });
      await client.invalidateQueries({ queryKey: key });
    } catch (error) {
      notifications.show({ color: 'red', title: t('queue.not_taken'), message: describeProblem(error) });
    } finally {
      setBusy('');
    }
  };
  return (
    <HomeCard icon={<Layers size={16} />} title={t('queue.title')} empty={null}>
      {standing.data.map((one) => (
        <div key={one.id} className={classes.row}>
          <div className={classes.rowText}>
            <RecordLink object="task_queue" id={one.id} className={classes.rowTitle}>
              {one.name}
            </RecordLink>
            <span className={classes.detail}>{t('queue.waiting', { count: one.waiting })}</span>
          </div>
          <Button
            size="compact-sm"
            variant="light"
            disabled={one.waiting === 0}
            loading={busy === one.id}
            aria-label={`${t('queue.next')}: ${one.name}`}
            onClick={() => void take(one.id)}
          >
            {t('queue.next')}
          </Button>
        </div>
      ))}
    </HomeCard>
  );
}
