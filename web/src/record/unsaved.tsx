// What is typed and not saved yet: whoever leaves is asked first, also when the window is closed.
import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useId } from 'react';
import { t } from '../i18n/index.ts';

const open = new Map<string, string>();

/** Says that something under this name is typed and not saved, as long as it is. */
export function useUnsaved(name: string, isUnsaved: boolean): void {
  const id = useId();
  useEffect(() => {
    if (!isUnsaved) return;
    open.set(id, name);
    return () => void open.delete(id);
  }, [id, name, isUnsaved]);
}

interface Place {
  pathname: string;
  search: { peek?: unknown };
}

/** Stands once in the app. */
export function UnsavedGuard() {
  const asked = useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const from = current as unknown as Place;
      const to = next as unknown as Place;
      return open.size > 0 && (from.pathname !== to.pathname || from.search.peek !== to.search.peek);
    },
    enableBeforeUnload: () => open.size > 0,
    withResolver: true,
  });
  if (asked.status !== 'blocked') return null;
  return (
    <Modal opened onClose={asked.reset} title={t('unsaved.title')} centered size="sm">
      <Text size="sm">{t('unsaved.text', { fields: [...new Set(open.values())].join(', ') })}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" color="red" onClick={asked.proceed}>
          {t('unsaved.leave')}
        </Button>
        <Button onClick={asked.reset} data-autofocus>
          {t('unsaved.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
