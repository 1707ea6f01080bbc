// “Not the same” can be taken back too; it writes no record, so it has no change set of its own.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Undo2 } from 'lucide-react';
import { describeProblem } from '../../api/describe.ts';
import { takeBackDismissal } from '../../api/duplicates.ts';
import { keys, queryClient } from '../../api/query.ts';
import type { ObjectType } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';

export function showDismissed(object: ObjectType, ids: string[]): void {
  const id = `dismissed-${ids.join()}`;
  const back = async () => {
    notifications.hide(id);
    try {
      await takeBackDismissal(object.plural, ids);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void queryClient.invalidateQueries({ queryKey: keys.duplicates });
  };
  notifications.show({
    id,
    autoClose: 12_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t('duplicates.dismissed')}</Text>
        <Button size="compact-sm" variant="light" leftSection={<Undo2 size={14} />} onClick={() => void back()}>
          {t('action.undo')}
        </Button>
      </Group>
    ),
  });
}
