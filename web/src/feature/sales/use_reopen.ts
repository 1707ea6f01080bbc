// Opens a decided deal again, in the stage it came from.
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject } from '../../api/query.ts';
import { reopenDeal } from '../../api/sales.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { t } from '../../i18n/index.ts';

export function useReopen(object: ObjectType, record: RecordRow) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const told = await reopenDeal(record.id);
      showDone(t('sales.is_open', { title: record.title }), changeSetOf(told), { quiet: true });
      forgetObject(object.key, record.id);
      forgetObject('stage_visit');
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}
