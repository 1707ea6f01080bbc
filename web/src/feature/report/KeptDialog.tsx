// What was kept of a dashboard for oneself, the newest first; each leads to the dashboard as it stood.
import { ActionIcon, Anchor, Button, Group, Loader, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Camera, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { createSnapshot, listSnapshots, removeSnapshot, SNAPSHOTS } from '../../api/snapshots.ts';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import classes from './report.module.css';

interface Props {
  dashboard: string;
  name: string;
  onClose: () => void;
}

export function KeptDialog({ dashboard, name, onClose }: Props) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const asked = useQuery({
    queryKey: [...SNAPSHOTS, dashboard],
    queryFn: ({ signal }) => listSnapshots(dashboard, signal),
  });
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    await client.invalidateQueries({ queryKey: SNAPSHOTS });
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('dashboard.kept_title', { name })}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('dashboard.kept_text')}
        </Text>
        {asked.isError && <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.isPending && <Loader size="sm" />}
        {asked.data && !asked.data.data.length && <Text size="sm">{t('dashboard.kept_none')}</Text>}
        {asked.data && asked.data.data.length > 0 && (
          <ul className={classes.kept}>
            {asked.data.data.map((one) => {
              const when = formatTimestamp(one.as_of);
              return (
                <li key={one.id}>
                  <Anchor
                    size="sm"
                    c="var(--kith-accent-text)"
                    renderRoot={(props) => (
                      <Link
                        {...props}
                        to="/dashboards/$id/snapshots/$snapshot"
                        params={{ id: dashboard, snapshot: one.id }}
                      />
                    )}
                  >
                    {when}
                  </Anchor>
                  <Text size="xs" c="dimmed" flex={1}>
                    {t(one.scheduled ? 'dashboard.by_schedule' : 'dashboard.by_hand')}
                  </Text>
                  <Tooltip label={t('report.remove')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      disabled={busy}
                      aria-label={t('dashboard.kept_remove', { when })}
                      onClick={() => void act(() => removeSnapshot(one.id))}
                    >
                      <Trash2 size={15} />
                    </ActionIcon>
                  </Tooltip>
                </li>
              );
            })}
          </ul>
        )}
        <Group justify="flex-end">
          <Button
            leftSection={<Camera size={16} />}
            loading={busy}
            data-autofocus
            onClick={() => void act(() => createSnapshot(dashboard))}
          >
            {t('dashboard.keep_now')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
