// /automations/<id>: one of them.
import { useParams } from '@tanstack/react-router';
import { AutomationPage } from '../feature/automation/AutomationPage.tsx';

export default function AutomationRoute() {
  const { id } = useParams({ from: '/automations/$id' });
  return <AutomationPage id={id} />;
}
