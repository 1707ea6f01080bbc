// Follows a change of many records to its end, says what came of it, and offers to take it back.
import { List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { rememberAct } from '../../api/acts.ts';
import type { BulkOutcome } from '../../api/bulk_changes.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { forgetObject, keys, queryClient } from '../../api/query.ts';
import type { Job, ObjectType } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { t } from '../../i18n/index.ts';

const MOST_REASONS = 3;

export function followBulk(object: ObjectType, job: string, what: 'change' | 'remove'): void {
  const finish = ({ result }: Job) => {
    forgetObject(object.key);
    void queryClient.invalidateQueries({ queryKey: ['record', object.key] });
    void queryClient.invalidateQueries({ queryKey: keys.trash });
    const outcome = result as BulkOutcome | null;
    if (!outcome) return;
    if (outcome.change_set) rememberAct(outcome.change_set);
    showDone(t(`bulk.done.${what}`, { count: outcome.changed }), outcome.changed ? outcome.change_set : null);
    if (outcome.refused) tellRefused(outcome);
  };
  watchJob(job, {
    title: t(`bulk.running.${what}`, { objects: object.label_plural.toLowerCase() }),
    onDone: finish,
    onCancelled: (stopped) => {
      forgetObject(object.key);
      // A job that was stopped tells no result; what it wrote until then is the change set of its own id.
      showDone(t('jobs.stopped'), stopped.progress.done ? stopped.id : null);
    },
  });
}

function tellRefused({ refused, reasons }: BulkOutcome): void {
  notifications.show({
    color: 'orange',
    autoClose: false,
    title: t('bulk.refused', { count: refused }),
    message: (
      <List size="sm" listStyleType="none">
        {reasons.slice(0, MOST_REASONS).map((one) => (
          <List.Item key={one.id}>
            <Text span size="sm" fw={560}>
              {one.title || t('record.untitled')}
            </Text>
            {` · ${one.reason}`}
          </List.Item>
        ))}
        {refused > MOST_REASONS && <List.Item>{t('bulk.refused_more', { count: refused - MOST_REASONS })}</List.Item>}
      </List>
    ),
  });
}
