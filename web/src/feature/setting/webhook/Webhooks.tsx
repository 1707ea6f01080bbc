// The webhooks one keeps: where each sends, what it listens for, how it stands.
import { Button, Loader, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { createWebhook, listWebhooks, WEBHOOKS } from '../../../api/webhooks.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { formatRelative } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import pageClasses from '../../../ui/page.module.css';
import { Section } from '../Section.tsx';
import { Secret } from './Secret.tsx';
import { WebhookBadge } from './WebhookBadge.tsx';
import { WebhookForm } from './WebhookForm.tsx';

export function Webhooks() {
  const client = useQueryClient();
  const dictionary = useDictionary();
  const [open, dialog] = useDisclosure(false);
  const [secret, setSecret] = useState<string | null>(null);
  const list = useQuery({ queryKey: WEBHOOKS, queryFn: ({ signal }) => listWebhooks(signal) });
  const named = (key: string) =>
    key === '*' ? t('webhook.all_objects') : (dictionary.byKey.get(key)?.label_plural ?? key);
  return (
    <Section
      title={t('settings.webhooks')}
      text={t('webhook.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={dialog.open}>
          {t('webhook.create')}
        </Button>
      }
    >
      {list.isError && <ProblemView error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {list.data?.data.length === 0 && (
        <Blank
          compact
          icon={<WebhookIcon size={22} strokeWidth={1.6} />}
          title={t('webhook.none')}
          text={t('webhook.none_text')}
        />
      )}
      {(list.data?.data.length ?? 0) > 0 && (
        <Table.ScrollContainer minWidth={560} className={pageClasses.panel}>
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setup.name')}</Table.Th>
                <Table.Th>{t('webhook.listens')}</Table.Th>
                <Table.Th>{t('webhook.state')}</Table.Th>
                <Table.Th>{t('webhook.delivered')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data?.data.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>
                    <Text
                      size="sm"
                      fw={540}
                      renderRoot={(props) => <Link to="/settings/webhooks/$id" params={{ id: one.id }} {...props} />}
                    >
                      {one.name}
                    </Text>
                    <Text size="xs" c="dimmed" truncate maw={280}>
                      {one.url}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{[...new Set(one.listens.map((listen) => named(listen.object)))].join(', ')}</Text>
                  </Table.Td>
                  <Table.Td>
                    <WebhookBadge webhook={one} />
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" c="dimmed">
                      {one.delivered_at ? formatRelative(one.delivered_at) : '—'}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {open && (
        <WebhookForm
          onClose={dialog.close}
          onSave={async (input) => {
            const made = await createWebhook(input);
            dialog.close();
            setSecret(made.secret);
            void client.invalidateQueries({ queryKey: WEBHOOKS });
          }}
        />
      )}
      {secret && <Secret secret={secret} onClose={() => setSecret(null)} />}
    </Section>
  );
}
