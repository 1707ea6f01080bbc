// Merging all groups of a level at once: how many, some of them as they would be, then a job that can be taken back.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { rememberAct } from '../../api/acts.ts';
import { changeSetOfJob } from '../../api/change_sets.ts';
import { describeProblem } from '../../api/describe.ts';
import { type DuplicateGroup, type Level, mergeMany } from '../../api/duplicates.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { forgetObject, keys, queryClient } from '../../api/query.ts';
import type { Job, ObjectType } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { t } from '../../i18n/index.ts';
import classes from './duplicates.module.css';

const MOST = 6;

interface Props {
  object: ObjectType;
  level: Level;
  groups: DuplicateGroup[];
  count: number | undefined;
  onClose: () => void;
}

export function MergeMany({ object, level, groups, count = groups.length, onClose }: Props) {
  const finish = (job: Job) => {
    forgetObject(object.key);
    void queryClient.invalidateQueries({ queryKey: keys.duplicates });
    const changeSet = changeSetOfJob(job);
    if (changeSet) rememberAct(changeSet);
    showDone(t('duplicates.merged_many'), changeSet);
  };
  const run = useMutation({
    mutationFn: () => mergeMany(object.plural, level),
    onSuccess: (job) => {
      onClose();
      watchJob(job.id, {
        title: t('duplicates.merging', { objects: object.label_plural.toLowerCase() }),
        onDone: finish,
        onCancelled: finish,
      });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('duplicates.merge_all_title', { count })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`duplicates.merge_all_text.${level}`)}</Text>
        <ul className={classes.preview}>
          {groups.slice(0, MOST).map((group) => {
            const [winner, ...losers] = [...group.records].sort((a, b) => a.created_at.localeCompare(b.created_at));
            return (
              <li key={group.id}>
                <span className={classes.gone}>{losers.map((record) => record.title).join(', ')}</span>
                <ArrowRight size={13} aria-hidden="true" />
                <span>{winner?.title}</span>
              </li>
            );
          })}
        </ul>
        {count > MOST && (
          <Text size="xs" c="dimmed">
            {t('bulk.refused_more', { count: count - MOST })}
          </Text>
        )}
        {run.isError && (
          <Text size="sm" c="red" role="alert">
            {describeProblem(run.error)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button data-autofocus loading={run.isPending} onClick={() => run.mutate()}>
            {t('duplicates.merge_count', { count })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
