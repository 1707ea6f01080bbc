// Writes to a deal that may be refused for want of a field: what is missing is asked for on the spot, then it is tried again.
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetAroundRow, forgetObject, keys, showSaved } from '../../api/query.ts';
import { changeRecord } from '../../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { AskDialog } from '../../record/view/board/AskDialog.tsx';
import type { BoardColumn } from '../../record/view/board/columns.ts';
import { askable } from '../../record/view/board/moves.ts';

interface Asked {
  values: Record<string, unknown>;
  fields: Field[];
  problem: unknown;
  to: string;
  message: string;
}

/** What a column is to the dialog that asks: its name. */
const named = (label: string): BoardColumn => ({
  id: label,
  value: label,
  label,
  condition: { and: [] },
});

export function useDealMove(object: ObjectType, record: RecordRow) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);

  const write = async (values: Record<string, unknown>, to: string, message: string) => {
    setBusy(true);
    try {
      const saved = await changeRecord(object.plural, record.id, null, values);
      setAsked(null);
      showSaved(object.key, saved);
      showDone(message, changeSetOf(saved), { quiet: true });
      forgetAroundRow(object.key);
      forgetObject('stage_visit');
      void client.invalidateQueries({ queryKey: keys.record(object.key, record.id) });
      void client.invalidateQueries({ queryKey: keys.history(object.key, record.id) });
    } catch (error) {
      const fields = askable(object, undefined, error);
      if (fields) {
        const known = asked?.fields ?? [];
        const all = [...known, ...fields.filter((field) => !known.some(({ key }) => key === field.key))];
        setAsked({ values, fields: all, problem: error, to, message });
      } else {
        setAsked(null);
        notifications.show({ color: 'red', message: describeProblem(error), autoClose: 12_000 });
      }
    } finally {
      setBusy(false);
    }
  };

  const dialog = asked && (
    <AskDialog
      object={object}
      asking={{
        row: record,
        from: named(''),
        to: named(asked.to),
        fields: asked.fields,
        problem: asked.problem,
        stood: undefined,
      }}
      onAnswer={(more) => write({ ...asked.values, ...more }, asked.to, asked.message)}
      onGiveUp={() => setAsked(null)}
    />
  );
  return { write, busy, dialog };
}
