// The lines of a deal or a quote, and what is done with them. The server fills in what a product costs and what everything comes to;
// what it answers stands in the sheet.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { forgetObject, keys, queryClient } from '../../../api/query.ts';
import { sortLines } from '../../../api/quotes.ts';
import { changeRecord, createRecord, listRecords, removeRecord } from '../../../api/records.ts';
import type { Page, RecordRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { t } from '../../../i18n/index.ts';

/** What has lines, and what they are. */
export interface Lined {
  owner: 'deal' | 'quote';
  plural: 'deals' | 'quotes';
  lines: 'deal_line' | 'quote_line';
  linesPlural: 'deal_lines' | 'quote_lines';
}

export const LINED: Readonly<Record<string, Lined>> = {
  deal: { owner: 'deal', plural: 'deals', lines: 'deal_line', linesPlural: 'deal_lines' },
  quote: { owner: 'quote', plural: 'quotes', lines: 'quote_line', linesPlural: 'quote_lines' },
};

export type Values = Record<string, unknown>;

const place = (line: RecordRow) => (typeof line.position === 'number' ? line.position : Number.MAX_SAFE_INTEGER);

const inSequence = (lines: readonly RecordRow[]) =>
  [...lines].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));

/** Most lines a sheet shows; whoever has more works in the list. */
export const MOST = 200;

export function useLines(lined: Lined, owner: string) {
  const queryKey = [...keys.lists(lined.lines), 'sheet', owner];
  const [busy, setBusy] = useState(0);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const found = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      listRecords(
        lined.linesPlural,
        { filter: { field: lined.owner, op: 'is', value: owner }, limit: MOST, count: 'capped' },
        signal,
      ),
  });
  const lines = inSequence(found.data?.data ?? []);

  const renew = (saved: RecordRow) =>
    queryClient.setQueryData<Page<RecordRow>>(
      queryKey,
      (old) =>
        old && {
          ...old,
          data: old.data.some((line) => line.id === saved.id)
            ? old.data.map((line) => (line.id === saved.id ? saved : line))
            : [...old.data, saved],
        },
    );

  /** Does something on the server; what it comes to is asked for anew. Answers whether it was taken. */
  const act = async (place: string, work: () => Promise<unknown>): Promise<boolean> => {
    setBusy((count) => count + 1);
    setRefused(({ [place]: _, ...others }) => others);
    try {
      await work();
      return true;
    } catch (error) {
      setRefused((old) => ({ ...old, [place]: describeProblem(error) }));
      return false;
    } finally {
      setBusy((count) => count - 1);
      forgetObject(lined.lines);
      forgetObject(lined.owner, owner);
    }
  };

  return {
    lines,
    isPending: found.isPending,
    hasMore: Boolean(found.data?.next),
    busy: busy > 0,
    refused,
    act,
    change: (line: RecordRow, values: Values) =>
      act(line.id, async () => renew(await changeRecord(lined.linesPlural, line.id, null, values))),
    add: async (values: Values): Promise<RecordRow | null> => {
      let made: RecordRow | null = null;
      await act('new', async () => {
        const position =
          Math.max(0, ...lines.map((line) => (typeof line.position === 'number' ? line.position : 0))) + 1;
        made = await createRecord(lined.linesPlural, {
          [lined.owner]: { id: owner, object: lined.owner },
          position,
          ...values,
        });
        renew(made);
      });
      return made;
    },
    remove: (line: RecordRow) =>
      act(line.id, async () => {
        const changeSet = await removeRecord(lined.linesPlural, line.id);
        queryClient.setQueryData<Page<RecordRow>>(
          queryKey,
          (old) => old && { ...old, data: old.data.filter((one) => one.id !== line.id) },
        );
        showDone(t('lines.removed'), changeSet);
      }),
    move: (line: RecordRow, by: -1 | 1) => {
      const from = lines.findIndex((one) => one.id === line.id);
      const other = lines[from + by];
      if (!other) return Promise.resolve(false);
      const sequence = lines.map((one) => (one === line ? other : one === other ? line : one));
      queryClient.setQueryData<Page<RecordRow>>(
        queryKey,
        (old) => old && { ...old, data: sequence.map((one, index) => ({ ...one, position: index + 1 })) },
      );
      return act(line.id, () =>
        sortLines(
          lined.plural,
          owner,
          sequence.map((one) => one.id),
        ),
      );
    },
  };
}

export type LineActs = ReturnType<typeof useLines>;
