// From a company to its plan.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Map as MapIcon } from 'lucide-react';
import { useObject } from '../../../dictionary/context.tsx';
import { t } from '../../../i18n/index.ts';

export function PlanLink({ company }: { company: string }) {
  if (!useObject('company_plan')) return null;
  return (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<MapIcon size={15} />}
      renderRoot={(props) => <Link to="/companies/$id/plan" params={{ id: company }} search={{}} {...props} />}
    >
      {t('plan.link')}
    </Button>
  );
}
