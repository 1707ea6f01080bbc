// The head of a page: what it is, a line about it, and what can be done here.
import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

export function PageHeader({
  icon,
  title,
  text,
  actions,
  after,
}: {
  icon?: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  after?: ReactNode;
}) {
  return (
    <Group className={classes.header} justify="space-between" wrap="nowrap" gap="md">
      <Group className={classes.what} gap="sm" wrap="nowrap" miw={0} align={text ? 'flex-start' : 'center'}>
        {icon && <span className={classes.icon}>{icon}</span>}
        <div style={{ minWidth: 0 }}>
          <Group gap="sm" wrap="nowrap">
            <Title order={1} size="h2" className={classes.title}>
              {title}
            </Title>
            {after}
          </Group>
          {text && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
      </Group>
      {actions && (
        <Group gap="xs" wrap="nowrap" style={{ flex: 'none' }}>
          {actions}
        </Group>
      )}
    </Group>
  );
}

/** A page of text and forms, not wider than is good to read. */
export function PageBody({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className={classes.body} data-wide={wide || undefined}>
      {children}
    </div>
  );
}
