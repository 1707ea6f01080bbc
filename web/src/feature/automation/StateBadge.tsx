// Whether an automation is on, and why it is not.
import { Badge } from '@mantine/core';
import type { Automation } from '../../api/automations.ts';
import { t } from '../../i18n/index.ts';

const COLOR = { draft: 'gray', on: 'spruce', paused: 'orange' } as const;

function wordOf({ state, reason, gathering }: Automation) {
  if (reason === 'loop' || reason === 'flood') return reason;
  return gathering ? 'gathering' : state;
}

export function StateBadge({ automation }: { automation: Automation }) {
  return (
    <Badge miw="max-content" color={COLOR[automation.state]}>
      {t(`automation.state.${wordOf(automation)}`)}
    </Badge>
  );
}
