// What somebody typed and could not save, kept where it can be copied, though the place it was typed in is gone.
import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Copy } from 'lucide-react';
import { t } from '../i18n/index.ts';

export function copyText(text: string): void {
  void navigator.clipboard?.writeText(text);
  notifications.show({ message: t('lost.copied') });
}

export function CopyButton({ text }: { text: string }) {
  return (
    <Button size="compact-sm" variant="default" leftSection={<Copy size={13} />} onClick={() => copyText(text)}>
      {t('lost.copy')}
    </Button>
  );
}

/** Stays until it is closed. */
export function showLost(title: string, reason: string, text: string): void {
  notifications.show({
    color: 'red',
    autoClose: false,
    title,
    message: (
      <Stack gap={6} align="flex-start">
        <Text size="sm">{reason}</Text>
        {text && (
          <>
            <Text size="sm" lineClamp={4} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
              {text}
            </Text>
            <CopyButton text={text} />
          </>
        )}
      </Stack>
    ),
  });
}
