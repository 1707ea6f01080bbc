// What stands where nothing else does: an empty list, a failure, a page that is not there.
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './blank.module.css';

export function Blank({
  icon,
  title,
  text,
  action,
  compact,
}: {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
}) {
  return (
    <Stack align="center" gap="xs" className={classes.blank} data-compact={compact || undefined}>
      {icon && <span className={classes.icon}>{icon}</span>}
      <Title order={3} ta="center" size={compact ? 'sm' : undefined}>
        {title}
      </Title>
      {text && (
        <Text c="dimmed" size="sm" ta="center" maw={420}>
          {text}
        </Text>
      )}
      {action}
    </Stack>
  );
}
