// Whether an automation is on, and why it is not.
import { Badge } from '@mantine/core';
import { t } from '../../i18n/index.ts';

const COLOR = { draft: 'gray', on: 'spruce', paused: 'orange' } as const;

export function StateBadge({ state, reason }: { state: 'draft' | 'on' | 'paused'; reason: string | null }) {
  const word = reason === 'loop' || reason === 'flood' ? reason : state;
  return (
    <Badge miw="max-content" color={COLOR[state]}>
      {t(`automation.state.${word}`)}
    </Badge>
  );
}
