// Changes fields of a record at once on the screen and then on the server; a refusal puts the old value back and says why.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { changeSetOf } from '../api/client.ts';
import { describeProblem } from '../api/describe.ts';
import { forgetObject, keys } from '../api/query.ts';
import { changeRecord } from '../api/records.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { showDone } from '../api/undo.tsx';
import { t } from '../i18n/index.ts';
import { showLost } from './lost.tsx';

export interface Change {
  values: Record<string, unknown>;
  /** Writes over whatever is there now: chosen by a person who has seen both values. */
  force?: boolean;
  /** The value in words, to be given back where the place it was typed in is gone when the refusal comes. */
  typed?: string;
}

/** `label` names what is changed, for a refusal that comes after its place has left the screen. */
export function useChange(object: ObjectType, id: string, label = object.label) {
  const client = useQueryClient();
  const key = keys.record(object.key, id);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return useMutation({
    // Changes of one record go one after another, so that each knows the version the one before has made.
    scope: { id: `${object.key}/${id}` },
    mutationFn: ({ values, force }: Change) => {
      const version = client.getQueryData<RecordRow>(key)?.version ?? null;
      return changeRecord(object.plural, id, force ? null : version, values);
    },
    onMutate: async ({ values }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<RecordRow>(key);
      if (before) client.setQueryData<RecordRow>(key, { ...before, ...values });
      return { before };
    },
    onError: (error, { values, typed }, context) => {
      if (!isThere.current) showLost(t('lost.not_saved', { field: label }), describeProblem(error), typed ?? '');
      const now = client.getQueryData<RecordRow>(key);
      if (!context?.before || !now) return;
      const old = Object.fromEntries(Object.keys(values).map((field) => [field, context.before?.[field]]));
      client.setQueryData<RecordRow>(key, { ...now, ...old });
    },
    onSuccess: (saved) => {
      showDone(t('undo.saved', { title: saved.title || object.label }), changeSetOf(saved), { quiet: true });
      // The answer to a change names no rights; those read before stay true.
      client.setQueryData<RecordRow>(key, (old) => ({ ...old, ...saved }));
      forgetObject(object.key);
      void client.invalidateQueries({ queryKey: keys.history(object.key, id) });
    },
  });
}
