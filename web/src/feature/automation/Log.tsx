// What a run did, step by step.
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { LogLine } from '../../api/automations.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { word } from './words.ts';

const COLOR = { done: 'spruce', yes: 'spruce', no: 'gray', waits: 'orange', failed: 'red' } as const;

export function Log({ lines }: { lines: LogLine[] }) {
  const dictionary = useDictionary();
  const fields = (line: LogLine) => {
    const object = dictionary.byKey.get(String(line.detail.object ?? ''));
    return Object.entries((line.detail.set ?? {}) as Record<string, unknown>).map(([key, value]) => {
      const label = object?.fields.find((field) => field.key === key)?.label ?? key;
      return `${label}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
    });
  };
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
      {lines.map((line) => (
        <li key={line.number}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Badge color={COLOR[line.outcome]} style={{ flex: 'none' }}>
              {t(`automation.outcome.${line.outcome}`)}
            </Badge>
            <div>
              <Text size="sm" fw={540}>
                {word(`automation.step.${line.word}`)}
              </Text>
              {fields(line).map((text) => (
                <Text key={text} size="sm">
                  {text}
                </Text>
              ))}
              {typeof line.detail.until === 'string' && (
                <Text size="sm">{t('automation.until', { at: formatTimestamp(line.detail.until) })}</Text>
              )}
              {typeof line.detail.error === 'string' && (
                <Text size="sm" c="red">
                  {line.detail.error}
                </Text>
              )}
            </div>
          </Group>
        </li>
      ))}
    </Stack>
  );
}
