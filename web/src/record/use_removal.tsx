// Removes a record and offers to take that back; restores one from the trash.
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { describeProblem } from '../api/describe.ts';
import { forgetObject, keys } from '../api/query.ts';
import { removeRecord, restoreRecord } from '../api/records.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { showDone } from '../api/undo.tsx';
import { t } from '../i18n/index.ts';

export function useRemoval(object: ObjectType, record: RecordRow, onRemoved: () => void) {
  const client = useQueryClient();
  const title = record.title || t('record.untitled');
  const restore = async () => {
    try {
      const restored = await restoreRecord(object.plural, record.id);
      client.setQueryData<RecordRow>(keys.record(object.key, record.id), (old) => ({
        ...old,
        ...restored,
        removed_at: null,
      }));
      forgetObject(object.key, record.id);
      notifications.show({ message: t('record.restored', { title }) });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const remove = async () => {
    let made: string | undefined;
    try {
      made = await removeRecord(object.plural, record.id);
    } catch (error) {
      notifications.show({ color: 'red', title: t('record.not_removed'), message: describeProblem(error) });
      return;
    }
    onRemoved();
    client.removeQueries({ queryKey: keys.record(object.key, record.id) });
    forgetObject(object.key);
    void client.invalidateQueries({ queryKey: keys.trash });
    showDone(t('record.removed', { title }), made);
  };
  return { remove, restore };
}
