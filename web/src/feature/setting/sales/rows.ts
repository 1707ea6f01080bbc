// Records of the settings of sales: read in their sequence, written at once, put into another sequence.
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { changeSetOf } from '../../../api/client.ts';
import { describeProblem } from '../../../api/describe.ts';
import { forgetObject, keys } from '../../../api/query.ts';
import { changeRecord, createRecord, listRecords, removeRecord } from '../../../api/records.ts';
import type { Filter, RecordRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { t } from '../../../i18n/index.ts';
import { moved } from '../field/choices.ts';

export interface Kind {
  object: string;
  plural: string;
}

export const PIPELINE: Kind = { object: 'pipeline', plural: 'pipelines' };
export const STAGE: Kind = { object: 'stage', plural: 'stages' };
export const LOST_REASON: Kind = { object: 'lost_reason', plural: 'lost_reasons' };
export const SCORE_RULE: Kind = { object: 'score_rule', plural: 'score_rules' };
export const ASSIGNMENT_RULE: Kind = { object: 'assignment_rule', plural: 'assignment_rules' };
export const SEAT: Kind = { object: 'assignment_seat', plural: 'assignment_seats' };
export const TERRITORY: Kind = { object: 'territory', plural: 'territories' };
export const ABSENCE: Kind = { object: 'absence', plural: 'absences' };

const MOST = 200;

export const useRows = (kind: Kind, filter: Filter | null, sort: string, enabled = true) =>
  useQuery({
    queryKey: [...keys.lists(kind.object), 'settings', filter],
    enabled,
    queryFn: ({ signal }) => listRecords(kind.plural, { filter, sort, limit: MOST }, signal),
    select: ({ data }) => data,
  });

/** Does something and says what went wrong, if anything did. */
export async function attempt(kind: Kind, work: () => Promise<unknown>): Promise<boolean> {
  try {
    const answer = await work();
    const changeSet = typeof answer === 'object' && answer !== null ? changeSetOf(answer) : undefined;
    if (changeSet) showDone(t('settings.saved'), changeSet, { quiet: true });
    return true;
  } catch (error) {
    notifications.show({ color: 'red', message: describeProblem(error), autoClose: 12_000 });
    return false;
  } finally {
    forgetObject(kind.object);
  }
}

export const save = (kind: Kind, row: RecordRow, values: Record<string, unknown>) =>
  attempt(kind, () => changeRecord(kind.plural, row.id, null, values));

export const add = (kind: Kind, values: Record<string, unknown>) =>
  attempt(kind, () => createRecord(kind.plural, values));

export const drop = (kind: Kind, row: RecordRow) =>
  attempt(kind, async () => {
    const changeSet = await removeRecord(kind.plural, row.id);
    showDone(t('record.removed', { title: row.title || t('record.untitled') }), changeSet ?? null);
  });

/** Puts a row into another place: only those whose place changes are written. */
export const move = (kind: Kind, rows: readonly RecordRow[], from: number, to: number) =>
  attempt(kind, async () => {
    const next = moved(rows, from, to);
    for (const [index, row] of next.entries()) {
      if (Number(row.position) !== index + 1) await changeRecord(kind.plural, row.id, null, { position: index + 1 });
    }
  });
