// The step that sends something to an address outside: where, what, how its answer is called, and the secret it is signed with.
import { Button, Code, Group, JsonInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type Step, showSecret } from '../../api/automations.ts';
import { describeProblem } from '../../api/describe.ts';
import { t } from '../../i18n/index.ts';

type Webhook = Extract<Step, { do: 'webhook' }>;

const written = (body: Webhook['body']) => (body && Object.keys(body).length ? JSON.stringify(body, null, 2) : '');

/** What is typed, if it is an object; nothing while it is not. */
function read(text: string): Webhook['body'] | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

export function WebhookStep({ id, step, onChange }: { id: string; step: Webhook; onChange: (step: Step) => void }) {
  const [text, setText] = useState(written(step.body));
  const [secret, setSecret] = useState<string | null>(null);
  const show = async () => {
    try {
      setSecret((await showSecret(id)).secret);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  return (
    <Stack>
      <TextInput
        label={t('webhook.url')}
        description={t('webhook.url_text')}
        required
        type="url"
        value={step.url}
        onChange={(event) => onChange({ ...step, url: event.currentTarget.value })}
      />
      <JsonInput
        label={t('automation.webhook_body')}
        description={t('automation.webhook_body_text')}
        placeholder={'{ "name": "{{record.name}}" }'}
        autosize
        minRows={4}
        value={text}
        error={read(text) === null ? t('automation.webhook_body_wrong') : undefined}
        onChange={(next) => {
          setText(next);
          const body = read(next);
          if (body) onChange({ ...step, body });
        }}
      />
      <TextInput
        label={t('automation.webhook_name')}
        description={t('automation.webhook_name_text')}
        value={step.name ?? 'answer'}
        onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
      />
      <Text size="sm" c="dimmed">
        {t('automation.webhook_secret_text')}
      </Text>
      {secret ? (
        <Code block>{secret}</Code>
      ) : (
        <Group>
          <Button variant="default" size="compact-sm" onClick={show}>
            {t('automation.webhook_secret')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
