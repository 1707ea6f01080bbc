// The log of deliveries: looked through by state, opened with what was sent and answered, sent once more one by one or as a span.
import {
  Button,
  Code,
  Drawer,
  Group,
  Loader,
  Modal,
  SegmentedControl,
  Stack,
  Switch,
  Table,
  Text,
} from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { listDeliveries, replayDelivery, replaySpan, showDelivery, WEBHOOKS } from '../../../api/webhooks.ts';
import { formatRelative, formatTimestamp, instantOf } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import pageClasses from '../../../ui/page.module.css';
import { DeliveryBadge } from './WebhookBadge.tsx';

const SHOWN = ['all', 'failed', 'waiting', 'delivered'] as const;

export function Deliveries({ id }: { id: string }) {
  const navigate = useNavigate();
  const { state, delivery } = useSearch({ from: '/settings/webhooks/$id' });
  const [span, setSpan] = useState(false);
  const log = useInfiniteQuery({
    queryKey: [...WEBHOOKS, id, 'deliveries', state ?? 'all'],
    queryFn: ({ pageParam, signal }) => listDeliveries(id, { state, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 3000,
  });
  const go = (search: { state?: string; delivery?: string }) =>
    void navigate({ to: '/settings/webhooks/$id', params: { id }, search, replace: true });
  const all = log.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('webhook.log')}
          value={state ?? 'all'}
          data={SHOWN.map((word) => ({
            value: word,
            label: word === 'all' ? t('webhook.log_all') : t(`webhook.delivery.${word}`),
          }))}
          onChange={(word) => go({ state: word === 'all' ? undefined : word })}
        />
        <Button variant="default" size="compact-sm" onClick={() => setSpan(true)}>
          {t('webhook.replay_span')}
        </Button>
      </Group>
      {log.isError && <ProblemView error={log.error} onRetry={() => log.refetch()} />}
      {log.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {log.isSuccess && all.length === 0 && <Text c="dimmed">{t('webhook.log_empty')}</Text>}
      {all.length > 0 && (
        <Table.ScrollContainer minWidth={520} className={pageClasses.panel}>
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('webhook.what')}</Table.Th>
                <Table.Th>{t('webhook.state')}</Table.Th>
                <Table.Th>{t('webhook.tries')}</Table.Th>
                <Table.Th>{t('webhook.when')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>
                    <Button
                      variant="transparent"
                      size="compact-sm"
                      px={0}
                      onClick={() => go({ state, delivery: one.id })}
                    >
                      {one.type}
                    </Button>
                  </Table.Td>
                  <Table.Td>
                    <DeliveryBadge state={one.state} />
                    {(one.error || one.status) && one.state !== 'delivered' && (
                      <Text size="xs" c="dimmed">
                        {one.error ?? t('webhook.answered', { status: one.status ?? 0 })}
                      </Text>
                    )}
                    {one.due_at && (
                      <Text size="xs" c="dimmed">
                        {t('webhook.next_try', { at: formatTimestamp(one.due_at) })}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{one.attempts}</Table.Td>
                  <Table.Td>
                    <Text size="sm" title={formatTimestamp(one.created_at)}>
                      {formatRelative(one.created_at)}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {log.hasNextPage && (
        <Button variant="subtle" loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
      <Drawer
        opened={Boolean(delivery)}
        onClose={() => go({ state })}
        position="right"
        size="lg"
        title={t('webhook.delivery_title')}
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      >
        {delivery && <One id={delivery} />}
      </Drawer>
      {span && <Span id={id} onClose={() => setSpan(false)} />}
    </Stack>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function One({ id }: { id: string }) {
  const client = useQueryClient();
  const shown = useQuery({
    queryKey: [...WEBHOOKS, 'delivery', id],
    queryFn: ({ signal }) => showDelivery(id, signal),
    refetchInterval: 3000,
  });
  const replay = async () => {
    try {
      await replayDelivery(id);
      notifications.show({ message: t('webhook.replayed') });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: WEBHOOKS });
  };
  if (shown.isError) return <ProblemView error={shown.error} onRetry={() => shown.refetch()} />;
  if (!shown.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const one = shown.data;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={600}>{one.type}</Text>
          <DeliveryBadge state={one.state} />
        </Group>
        <Button size="compact-sm" onClick={replay}>
          {t('webhook.replay')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        webhook-id: {one.id}
      </Text>
      <Text size="sm" fw={600}>
        {t('webhook.body')}
      </Text>
      <Code block>{one.body ? pretty(one.body) : t('webhook.body_gone')}</Code>
      <Text size="sm" fw={600}>
        {t('webhook.tries')}
      </Text>
      {one.tries.length === 0 && <Text c="dimmed">{t('webhook.no_tries')}</Text>}
      {one.tries.map((tried) => (
        <div key={tried.at}>
          <Text size="sm">
            {formatTimestamp(tried.at)}
            {' · '}
            {tried.status === null ? tried.error : t('webhook.answered', { status: tried.status })}
            {' · '}
            {t('webhook.millis', { count: tried.millis })}
          </Text>
          {tried.status !== null && tried.error && (
            <Text size="xs" c="red">
              {tried.error}
            </Text>
          )}
          {tried.answer && (
            <Code block>
              {tried.answer}
              {tried.cut ? ' …' : ''}
            </Code>
          )}
        </div>
      ))}
    </Stack>
  );
}

function Span({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [delivered, setDelivered] = useState(false);
  const submit = async () => {
    if (!from) return;
    try {
      const body = { from: instantOf(from), to: to ? instantOf(to) : undefined, delivered };
      const { count } = await replaySpan(id, body);
      notifications.show({ message: t('webhook.replayed_many', { count }) });
      onClose();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: WEBHOOKS });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhook.replay_span')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('webhook.replay_span_text')}</Text>
        <DateTimePicker label={t('webhook.from')} value={from} onChange={setFrom} required />
        <DateTimePicker label={t('webhook.to')} value={to} onChange={setTo} clearable />
        <Switch
          label={t('webhook.replay_delivered')}
          checked={delivered}
          onChange={(event) => setDelivered(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button disabled={!from} onClick={submit}>
            {t('webhook.replay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
