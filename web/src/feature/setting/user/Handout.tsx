// What a person needs to sign in, shown this once, to be copied and given to them.
import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { t } from '../../../i18n/index.ts';
import classes from '../setting.module.css';

export function Handout({
  name,
  email,
  password,
  onDone,
}: {
  name: string;
  email: string;
  password: string;
  onDone: () => void;
}) {
  const all = t('users.handout', { address: window.location.origin, email, password });
  return (
    <Stack gap="sm">
      <Text size="sm">{t('users.handout_text', { name })}</Text>
      <div className={classes.secret} style={{ whiteSpace: 'pre-line' }}>
        {all}
      </div>
      <Text size="xs" c="dimmed">
        {t('users.handout_help')}
      </Text>
      <Group justify="flex-end">
        <CopyButton value={all}>
          {({ copied, copy }) => (
            <Button
              variant="light"
              onClick={copy}
              leftSection={copied ? <Check size={15} /> : <Copy size={15} />}
              data-autofocus
            >
              {copied ? t('keys.copied') : t('keys.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{t('keys.done')}</Button>
      </Group>
    </Stack>
  );
}
