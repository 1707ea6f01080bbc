// Chooses a period: how long it is, and one after the other by arrows.
import { ActionIcon, Group, SegmentedControl, Text } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { besides, type Length, lengthOf, periodName, withLength } from './period.ts';

export function PeriodPicker({ period, onChange }: { period: string; onChange: (next: string) => void }) {
  return (
    <Group gap="xs" wrap="wrap" justify="flex-end">
      <SegmentedControl
        size="xs"
        aria-label={t('goal.length')}
        value={lengthOf(period)}
        onChange={(next) => onChange(withLength(period, next as Length))}
        data={[
          { value: 'month', label: t('goal.length.month') },
          { value: 'quarter', label: t('goal.length.quarter') },
          { value: 'year', label: t('goal.length.year') },
        ]}
      />
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="default" aria-label={t('goal.before')} onClick={() => onChange(besides(period, -1))}>
          <ChevronLeft size={16} />
        </ActionIcon>
        <Text size="sm" fw={600} ta="center" miw={110} aria-live="polite">
          {periodName(period)}
        </Text>
        <ActionIcon variant="default" aria-label={t('goal.after')} onClick={() => onChange(besides(period, 1))}>
          <ChevronRight size={16} />
        </ActionIcon>
      </Group>
    </Group>
  );
}
