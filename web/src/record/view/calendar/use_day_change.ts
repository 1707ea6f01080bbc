// Moves a record to another day: at once on the screen, then on the server; the hour of the day stays. A refusal puts it back.
import { notifications } from '@mantine/notifications';
import { changeSetOf } from '../../../api/client.ts';
import { describeProblem } from '../../../api/describe.ts';
import { forgetAroundRow, keys, queryClient, showSaved } from '../../../api/query.ts';
import { changeRecord } from '../../../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { asText } from '../../../field/shared/values.ts';
import { formatDate, instantOf, wallTimeOf } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';

// Where a day has no hour yet, work begins at nine.
const MORNING = '09:00:00';

/** The value of a day or moment on another day. */
export function valueOn(field: Field, day: string, before?: unknown): string {
  if (shownKind(field) === 'date') return day;
  const wall = before ? wallTimeOf(asText(before)) : null;
  return instantOf(`${day} ${wall?.slice(11) ?? MORNING}`);
}

export const moveToDay = (object: ObjectType, field: Field, row: RecordRow, day: string) =>
  changeMoment(object, row, { [field.key]: valueOn(field, day, row[field.key]) }, formatDate(day));

/** Changes when a record happens or how long it takes; `where` says it in words. */
export async function changeMoment(
  object: ObjectType,
  row: RecordRow,
  values: Record<string, unknown>,
  where: string,
): Promise<void> {
  const title = row.title || t('record.untitled');
  await queryClient.cancelQueries({ queryKey: keys.cards(object.key) });
  showSaved(object.key, { ...row, ...values });
  try {
    const saved = await changeRecord(object.plural, row.id, row.version, values);
    showSaved(object.key, saved);
    showDone(t('calendar.moved', { title, day: where }), changeSetOf(saved), { quiet: true });
    forgetAroundRow(object.key);
    void queryClient.invalidateQueries({ queryKey: keys.record(object.key, row.id) });
  } catch (error) {
    showSaved(object.key, row);
    notifications.show({ color: 'red', title: t('board.not_moved', { title }), message: describeProblem(error) });
    void queryClient.invalidateQueries({ queryKey: keys.lists(object.key) });
  }
}
