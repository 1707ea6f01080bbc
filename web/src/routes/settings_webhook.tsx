// /settings/webhooks/<id>: one of them, with the log of its deliveries.
import { useParams } from '@tanstack/react-router';
import { SettingsFrame } from '../feature/setting/Settings.tsx';
import { WebhookPage } from '../feature/setting/webhook/WebhookPage.tsx';

export default function SettingsWebhookRoute() {
  const { id } = useParams({ from: '/settings/webhooks/$id' });
  return (
    <SettingsFrame part="webhooks">
      <WebhookPage id={id} />
    </SettingsFrame>
  );
}
