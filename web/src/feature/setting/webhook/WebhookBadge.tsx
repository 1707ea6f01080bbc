// How a webhook stands, and how a delivery does, in a word.
import { Badge } from '@mantine/core';
import type { DeliveryState, Webhook } from '../../../api/webhooks.ts';
import { t } from '../../../i18n/index.ts';

export function WebhookBadge({ webhook }: { webhook: Webhook }) {
  if (webhook.state === 'disabled')
    return <Badge color="red">{t(`webhook.reason.${webhook.reason ?? 'failing'}`)}</Badge>;
  if (webhook.state === 'paused') return <Badge color="gray">{t('webhook.state.paused')}</Badge>;
  if (webhook.failing_since) return <Badge color="red">{t('webhook.state.failing')}</Badge>;
  return <Badge color="spruce">{t('webhook.state.on')}</Badge>;
}

const COLOR: Record<DeliveryState, string> = {
  waiting: 'gray',
  sending: 'gray',
  held: 'gray',
  delivered: 'spruce',
  failed: 'red',
  dropped: 'gray',
};

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  return <Badge color={COLOR[state]}>{t(`webhook.delivery.${state}`)}</Badge>;
}
