// A webhook, filled in: where it sends, what it listens for, and how much it tells.
import { Alert, Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import type { Webhook, WebhookInput } from '../../../api/webhooks.ts';
import { t } from '../../../i18n/index.ts';
import { freshListen, ListenEditor } from './ListenEditor.tsx';

export function WebhookForm({
  webhook,
  onSave,
  onClose,
}: {
  webhook?: Webhook;
  onSave: (input: WebhookInput) => Promise<unknown>;
  onClose: () => void;
}) {
  const [input, setInput] = useState<WebhookInput>({
    name: webhook?.name ?? '',
    url: webhook?.url ?? 'https://',
    listens: webhook?.listens ?? [freshListen()],
    values: webhook?.values ?? true,
    imports: webhook?.imports ?? false,
  });
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setFailure(null);
    setBusy(true);
    try {
      await onSave({ ...input, name: input.name.trim(), url: input.url.trim() });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(webhook ? 'webhook.change' : 'webhook.create')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <TextInput
            label={t('setup.name')}
            placeholder={t('webhook.name_example')}
            required
            data-autofocus
            value={input.name}
            onChange={(event) => setInput({ ...input, name: event.currentTarget.value })}
          />
          <TextInput
            label={t('webhook.url')}
            description={t('webhook.url_text')}
            required
            type="url"
            value={input.url}
            onChange={(event) => setInput({ ...input, url: event.currentTarget.value })}
          />
          <ListenEditor listens={input.listens} onChange={(listens) => setInput({ ...input, listens })} />
          <Switch
            label={t('webhook.values')}
            description={t('webhook.values_text')}
            checked={input.values}
            onChange={(event) => setInput({ ...input, values: event.currentTarget.checked })}
          />
          <Switch
            label={t('webhook.imports')}
            description={t('webhook.imports_text')}
            checked={input.imports}
            onChange={(event) => setInput({ ...input, imports: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!input.name.trim() || input.url.trim().length < 9}>
              {t(webhook ? 'action.save' : 'action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
