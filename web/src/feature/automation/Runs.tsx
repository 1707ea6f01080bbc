// What an automation has done: its runs, and each step by step.
import { Badge, Button, Drawer, Group, Loader, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { listRuns, retryRun, showRun, stopRun } from '../../api/automations.ts';
import { describeProblem } from '../../api/describe.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import pageClasses from '../../ui/page.module.css';
import { Log } from './Log.tsx';

export const COLOR = {
  due: 'gray',
  awaiting: 'orange',
  asking: 'orange',
  sending: 'gray',
  held: 'gray',
  done: 'spruce',
  failed: 'red',
  stopped: 'gray',
} as const;

export function Runs({ id }: { id: string }) {
  const dictionary = useDictionary();
  const [open, setOpen] = useState<string | null>(null);
  const runs = useQuery({
    queryKey: ['automation-runs', id],
    queryFn: ({ signal }) => listRuns(id, signal),
    refetchInterval: 2000,
  });
  if (runs.isPending) return <Loader size="xs" type="dots" aria-hidden="true" />;
  if (!runs.data?.data.length) return <Text c="dimmed">{t('automation.no_runs')}</Text>;
  return (
    <>
      <Table.ScrollContainer minWidth={480} className={pageClasses.panel}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('automation.record')}</Table.Th>
              <Table.Th>{t('automation.state')}</Table.Th>
              <Table.Th>{t('automation.begun')}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t('automation.log')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {runs.data.data.map((run) => (
              <Table.Tr key={run.id}>
                <Table.Td>
                  {run.object && run.title ? (
                    <Text
                      size="sm"
                      renderRoot={(props) => (
                        <Link
                          to="/$plural/$id"
                          params={{
                            plural: dictionary.byKey.get(run.object ?? '')?.plural ?? '',
                            id: run.record ?? '',
                          }}
                          {...props}
                        />
                      )}
                    >
                      {run.title}
                    </Text>
                  ) : (
                    <Text size="sm" c="dimmed">
                      {t('automation.no_record')}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Badge color={COLOR[run.state]}>{t(`automation.run.${run.state}`)}</Badge>
                  {run.due_at && run.state !== 'done' && (
                    <Text size="xs" c="dimmed">
                      {t('automation.until', { at: formatTimestamp(run.due_at) })}
                    </Text>
                  )}
                  {run.error && (
                    <Text size="xs" c="red">
                      {run.error}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{formatRelative(run.started_at)}</Text>
                </Table.Td>
                <Table.Td>
                  <Button variant="subtle" size="compact-sm" onClick={() => setOpen(run.id)}>
                    {t('automation.log')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
        title={t('automation.log')}
      >
        {open && <One id={open} automation={id} />}
      </Drawer>
    </>
  );
}

function One({ id, automation }: { id: string; automation: string }) {
  const client = useQueryClient();
  const run = useQuery({ queryKey: ['automation-run', id], queryFn: ({ signal }) => showRun(id, signal) });
  const act = async (what: (id: string) => Promise<unknown>) => {
    try {
      await what(id);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: ['automation-run', id] });
    void client.invalidateQueries({ queryKey: ['automation-runs', automation] });
  };
  if (!run.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const { state } = run.data;
  return (
    <>
      <Log lines={run.data.log} />
      <Group mt="md" gap="xs">
        {(state === 'failed' || state === 'due' || state === 'sending') && (
          <Button size="compact-sm" onClick={() => act(retryRun)}>
            {t('action.retry')}
          </Button>
        )}
        {state !== 'done' && state !== 'stopped' && (
          <Button size="compact-sm" variant="default" onClick={() => act(stopRun)}>
            {t('action.stop')}
          </Button>
        )}
        {state === 'done' && (
          <Text size="sm" renderRoot={(props) => <Link to="/history" {...props} />}>
            {t('automation.undo_there')}
          </Text>
        )}
      </Group>
    </>
  );
}
