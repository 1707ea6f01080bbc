// Leads to the record before and after this one in the list one came from, and says where in it one is.
import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ObjectType } from '../../api/types.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { type Step, useNeighbors } from './use_neighbors.ts';

export function Stepper({ object, id, onStep }: { object: ObjectType; id: string; onStep: (id: string) => void }) {
  const found = useNeighbors(object, id);
  const go = (step: Step | null | undefined) => {
    if (!step) return;
    step.take();
    onStep(step.id);
  };
  const group = object.label;
  const back = { label: t('record.previous'), group, run: () => go(found?.previous) };
  const on = { label: t('record.next'), group, run: () => go(found?.next) };
  useShortcuts([
    { ...back, keys: 'alt+ArrowUp' },
    { ...on, keys: 'alt+ArrowDown' },
    { ...back, keys: 'k' },
    { ...on, keys: 'j' },
  ]);
  if (!found) return null;
  const total = found.total;
  const place = total
    ? t('record.place', {
        place: formatNumber(found.position),
        total: `${formatNumber(total.value)}${total.capped ? '+' : ''}`,
      })
    : formatNumber(found.position);
  return (
    <Group gap={2} wrap="nowrap" style={{ flex: 'none' }}>
      <Text size="xs" c="dimmed" className="tabular" visibleFrom="xs" mr={4} style={{ whiteSpace: 'nowrap' }}>
        {place}
      </Text>
      <Tooltip label={t('record.previous_hint')}>
        <ActionIcon
          aria-label={t('record.previous')}
          aria-keyshortcuts="Alt+ArrowUp K"
          disabled={!found.previous}
          onClick={() => go(found.previous)}
        >
          <ChevronUp size={17} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('record.next_hint')}>
        <ActionIcon
          aria-label={t('record.next')}
          aria-keyshortcuts="Alt+ArrowDown J"
          disabled={!found.next}
          onClick={() => go(found.next)}
        >
          <ChevronDown size={17} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
