// At the foot of what is edited as a whole: that something is not saved yet, and a question before one leaves it behind.
import { Button, Group, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { t } from '../../i18n/index.ts';
import { Ask } from './Ask.tsx';
import classes from './setting.module.css';

export function SaveBar({
  count,
  busy,
  disabled,
  saveLabel,
  onSave,
  onDiscard,
}: {
  /** How many changes are not saved; 0 shows nothing. */
  count: number;
  busy: boolean;
  disabled?: boolean;
  saveLabel?: string;
  onSave: () => void;
  onDiscard: () => void;
}) {
  const blocker = useBlocker({
    shouldBlockFn: () => count > 0 && !busy,
    enableBeforeUnload: () => count > 0,
    withResolver: true,
  });
  return (
    <>
      {count > 0 && (
        <section className={classes.foot} aria-label={t('settings.unsaved', { count })}>
          <Text size="sm" fw={560} role="status">
            {t('settings.unsaved', { count })}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" onClick={onDiscard} disabled={busy}>
              {t('settings.discard')}
            </Button>
            <Button onClick={onSave} loading={busy} disabled={disabled}>
              {saveLabel ?? t('action.save')}
            </Button>
          </Group>
        </section>
      )}
      {blocker.status === 'blocked' && (
        <Ask
          title={t('settings.leave')}
          confirm={t('settings.leave_confirm')}
          danger
          onConfirm={() => blocker.proceed()}
          onClose={() => blocker.reset()}
        >
          {t('settings.leave_text', { count })}
        </Ask>
      )}
    </>
  );
}
