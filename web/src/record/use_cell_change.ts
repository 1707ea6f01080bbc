// Changes single cells of a list at once on the screen and then on the server; what is refused stays beside its cell with the reason.
import { useRef, useState } from 'react';
import { changeSetOf } from '../api/client.ts';
import { forgetAroundRow, forgetObject, keys, queryClient, showSaved } from '../api/query.ts';
import { changeRecord } from '../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { showDone } from '../api/undo.tsx';
import { t } from '../i18n/index.ts';

export interface Refusal {
  error: unknown;
  /** What was typed, so that nobody types it twice. */
  tried: unknown;
  row: RecordRow;
}

type Values = Record<string, unknown>;

export interface CellChanges {
  /** Values on their way, over those of the row. */
  pending: ReadonlyMap<string, Values>;
  /** Refused changes by record, then by field. */
  refused: ReadonlyMap<string, Record<string, Refusal>>;
  change: (row: RecordRow, field: string, value: unknown, force?: boolean) => void;
  /** Gives up a refused change: what the server holds stands there again. */
  letGo: (row: RecordRow, field: string) => void;
}

const without = (values: Values, field: string) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== field));

function replaced<T>(map: ReadonlyMap<string, Record<string, T>>, id: string, field: string, value: T | undefined) {
  const next = new Map(map);
  const rest = without(map.get(id) ?? {}, field) as Record<string, T>;
  if (value !== undefined) rest[field] = value;
  if (Object.keys(rest).length) next.set(id, rest);
  else next.delete(id);
  return next;
}

export function useCellChange(object: ObjectType, columns: Field[]): CellChanges {
  const [pending, setPending] = useState<ReadonlyMap<string, Values>>(new Map());
  const [refused, setRefused] = useState<ReadonlyMap<string, Record<string, Refusal>>>(new Map());
  // Changes of one record go one after another, so that each knows the version the one before has made.
  const queues = useRef(new Map<string, Promise<unknown>>());
  const versions = useRef(new Map<string, number>());

  const refuse = (row: RecordRow, field: string, refusal: Refusal | null) =>
    setRefused((old) => replaced(old, row.id, field, refusal ?? undefined));

  const letGo = (row: RecordRow, field: string) => {
    if (!refused.get(row.id)?.[field]) return;
    refuse(row, field, null);
    // A change is refused also because the row in sight is older than what another person wrote.
    forgetObject(object.key);
  };

  const change = (row: RecordRow, field: string, value: unknown, force = false) => {
    setPending((old) => replaced<unknown>(old, row.id, field, value));
    refuse(row, field, null);
    const send = async () => {
      try {
        const version = Math.max(row.version, versions.current.get(row.id) ?? 0);
        const saved = await changeRecord(object.plural, row.id, force ? null : version, { [field]: value });
        versions.current.set(row.id, saved.version);
        showSaved(object.key, saved);
        showDone(t('undo.saved', { title: saved.title || object.label }), changeSetOf(saved), { quiet: true });
        // The answer tells nothing of the record now linked; where its fields are shown too, the list is asked anew.
        if (columns.some((one) => one.key.startsWith(`${field}.`))) forgetObject(object.key);
        else forgetAroundRow(object.key);
        void queryClient.invalidateQueries({ queryKey: keys.history(object.key, row.id) });
      } catch (error) {
        refuse(row, field, { error, tried: value, row });
      }
      setPending((old) =>
        old.get(row.id)?.[field] === value ? replaced<unknown>(old, row.id, field, undefined) : old,
      );
    };
    queues.current.set(row.id, (queues.current.get(row.id) ?? Promise.resolve()).then(send));
  };

  return { pending, refused, change, letGo };
}
