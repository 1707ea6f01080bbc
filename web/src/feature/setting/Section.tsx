// A part of the settings: title, a line of explanation, what can be done, and its content.
import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function Section({
  title,
  text,
  actions,
  children,
}: {
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section>
      <Group justify="space-between" mb="md" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
        <Group gap="xs" wrap="nowrap">
          {actions}
        </Group>
      </Group>
      {children}
    </section>
  );
}
