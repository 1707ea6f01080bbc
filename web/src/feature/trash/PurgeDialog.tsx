// Ending removed records for good asks first, for nothing brings them back: one by a button, all of them by a typed word.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { keys, queryClient } from '../../api/query.ts';
import { emptyTrash, purge } from '../../api/trash.ts';
import type { TrashEntry } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';

const forgetTrash = () => void queryClient.invalidateQueries({ queryKey: keys.trash });

export function PurgeDialog({ entry, onClose }: { entry: TrashEntry; onClose: () => void }) {
  const title = entry.title || t('record.untitled');
  const run = useMutation({
    mutationFn: () => purge(entry.object, entry.id),
    onSuccess: () => {
      notifications.show({ message: t('trash.purged', { title }) });
      forgetTrash();
      onClose();
    },
  });
  return (
    <Ask
      title={t('trash.purge_title', { title })}
      text={t('trash.purge_text')}
      confirm={t('trash.purge')}
      busy={run.isPending}
      error={run.error}
      onConfirm={() => run.mutate()}
      onClose={onClose}
    />
  );
}

export function EmptyDialog({ object, onClose }: { object: string | null; onClose: () => void }) {
  const type = useDictionary().byKey.get(object ?? '');
  const [typed, setTyped] = useState('');
  const word = t('trash.empty_word');
  const run = useMutation({
    mutationFn: () => emptyTrash(object),
    onSuccess: (job) => {
      onClose();
      watchJob(job.id, {
        title: t('trash.emptying'),
        onDone: () => {
          notifications.show({ message: t('trash.emptied') });
          forgetTrash();
        },
      });
    },
  });
  return (
    <Ask
      title={type ? t('trash.empty_title_of', { objects: type.label_plural.toLowerCase() }) : t('trash.empty_title')}
      text={t('trash.purge_text')}
      confirm={t('trash.empty_it')}
      busy={run.isPending}
      error={run.error}
      isReady={typed.trim().toLowerCase() === word.toLowerCase()}
      onConfirm={() => run.mutate()}
      onClose={onClose}
    >
      <TextInput
        label={t('trash.empty_type', { word })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
        autoComplete="off"
      />
    </Ask>
  );
}

interface AskProps {
  title: string;
  text: string;
  confirm: string;
  busy: boolean;
  error: unknown;
  isReady?: boolean;
  children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

function Ask({ title, text, confirm, busy, error, isReady = true, children, onConfirm, onClose }: AskProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onConfirm();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{text}</Text>
          {children}
          {error !== null && (
            <Text size="sm" c="red" role="alert">
              {describeProblem(error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" color="red.9" loading={busy} disabled={!isReady}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
