// One webhook: how it stands, what can be done with it, and the log of its deliveries.
import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { KeyRound, Pause, Pencil, Play, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import {
  changeWebhook,
  removeWebhook,
  renewSecret,
  showWebhook,
  testWebhook,
  WEBHOOKS,
} from '../../../api/webhooks.ts';
import { formatTimestamp } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Ask } from '../Ask.tsx';
import { Section } from '../Section.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Secret } from './Secret.tsx';
import { WebhookBadge } from './WebhookBadge.tsx';
import { WebhookForm } from './WebhookForm.tsx';

export function WebhookPage({ id }: { id: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'change' | 'renew' | 'remove' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const one = useQuery({
    queryKey: [...WEBHOOKS, id],
    queryFn: ({ signal }) => showWebhook(id, signal),
    refetchInterval: 5000,
  });
  const again = () => void client.invalidateQueries({ queryKey: WEBHOOKS });
  const act = async (what: () => Promise<unknown>, done?: string) => {
    try {
      await what();
      if (done) notifications.show({ message: done });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    again();
  };
  if (one.isError) return <ProblemView error={one.error} onRetry={() => one.refetch()} />;
  if (!one.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const webhook = one.data;
  const on = webhook.state === 'on';
  return (
    <Section
      title={
        <Group gap="xs" component="span">
          {webhook.name}
          <WebhookBadge webhook={webhook} />
        </Group>
      }
      text={webhook.url}
    >
      <Stack gap="md">
        <Group gap="xs">
          <Button leftSection={<Send size={14} />} onClick={() => act(() => testWebhook(id), t('webhook.test_sent'))}>
            {t('webhook.test')}
          </Button>
          <Button
            variant="default"
            leftSection={on ? <Pause size={14} /> : <Play size={14} />}
            onClick={() => act(() => changeWebhook(id, { state: on ? 'paused' : 'on' }))}
          >
            {t(on ? 'webhook.pause' : 'webhook.switch_on')}
          </Button>
          <Button variant="default" leftSection={<Pencil size={14} />} onClick={() => setDialog('change')}>
            {t('webhook.change')}
          </Button>
          <Button variant="default" leftSection={<KeyRound size={14} />} onClick={() => setDialog('renew')}>
            {t('webhook.renew')}
          </Button>
          <Button variant="subtle" color="red" leftSection={<Trash2 size={14} />} onClick={() => setDialog('remove')}>
            {t('webhook.remove')}
          </Button>
        </Group>
        {webhook.state === 'disabled' && (
          <Alert color="red">{t(`webhook.reason_text.${webhook.reason ?? 'failing'}`)}</Alert>
        )}
        {webhook.state === 'paused' && <Alert color="gray">{t('webhook.paused_text')}</Alert>}
        {on && webhook.failing_since && (
          <Alert color="red">{t('webhook.failing_text', { at: formatTimestamp(webhook.failing_since) })}</Alert>
        )}
        {webhook.older_secret_until && new Date(webhook.older_secret_until) > new Date() && (
          <Text size="sm" c="dimmed">
            {t('webhook.overlap', { at: formatTimestamp(webhook.older_secret_until) })}
          </Text>
        )}
        <Deliveries id={id} />
      </Stack>
      {dialog === 'change' && (
        <WebhookForm
          webhook={webhook}
          onClose={() => setDialog(null)}
          onSave={async (input) => {
            await changeWebhook(id, input);
            setDialog(null);
            again();
          }}
        />
      )}
      {dialog === 'renew' && (
        <Ask
          title={t('webhook.renew')}
          confirm={t('webhook.renew')}
          onClose={() => setDialog(null)}
          onConfirm={() =>
            act(async () => {
              const made = await renewSecret(id, 24);
              setDialog(null);
              setSecret(made.secret);
            })
          }
        >
          {t('webhook.renew_text')}
        </Ask>
      )}
      {dialog === 'remove' && (
        <Ask
          title={t('webhook.remove_title', { name: webhook.name })}
          confirm={t('webhook.remove')}
          danger
          onClose={() => setDialog(null)}
          onConfirm={() =>
            act(async () => {
              await removeWebhook(id);
              void navigate({ to: '/settings/$part', params: { part: 'webhooks' } });
            })
          }
        >
          {t('webhook.remove_text')}
        </Ask>
      )}
      {secret && <Secret secret={secret} onClose={() => setSecret(null)} />}
    </Section>
  );
}
