// A secret, shown once.
import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { t } from '../../../i18n/index.ts';
import classes from '../setting.module.css';

export function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhook.secret')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('webhook.secret_once')}</Text>
        <div className={classes.secret} data-testid="secret">
          {secret}
        </div>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="light" onClick={copy}>
                {copied ? t('keys.copied') : t('keys.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('keys.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
