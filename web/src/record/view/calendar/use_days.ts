// The records of the days in sight: how many fall on each, and as many of them as a calendar can show.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { post } from '../../../api/client.ts';
import type { Answer } from '../../../api/generated.ts';
import { keys } from '../../../api/query.ts';
import { type ListParams, listRecords } from '../../../api/records.ts';
import type { Field, Filter, ObjectType, Page, RecordRow } from '../../../api/types.ts';
import { asText } from '../../../field/shared/values.ts';
import { dayOf } from '../../../i18n/format.ts';
import { narrowed } from '../../group.ts';

export const DAYS_PAGE = 100;
/** More pages than this are not fetched; days of which not all came are filled when they are opened. */
const PAGES = 8;

interface Stretch extends Page<RecordRow> {
  /** Where the pages after the first begin, for the way from record to record. */
  ends: { next: string | null }[];
}

async function pagesOf(object: ObjectType, asked: ListParams, signal: AbortSignal): Promise<Stretch> {
  let cursor: string | null = null;
  const data: RecordRow[] = [];
  const ends: Stretch['ends'] = [];
  for (let page = 0; page < PAGES; page++) {
    const told: Page<RecordRow> = await listRecords(object.plural, { ...asked, limit: DAYS_PAGE, cursor }, signal);
    data.push(...told.data);
    cursor = told.next;
    ends.push({ next: cursor });
    if (!cursor) break;
  }
  return { data, next: cursor, ends };
}

const NO_ROWS: RecordRow[] = [];

/** The day on which a record stands. */
export function dayOfRow(row: RecordRow, field: Field): string {
  const value = asText(row[field.key]);
  return value.length > 10 ? dayOf(value) : value;
}

export const within = (field: Field, first: string, last: string): Filter => ({
  field: field.key,
  op: 'between',
  value: [first, last],
});

export function useDays(object: ObjectType, params: ListParams, field: Field, first: string, last: string) {
  const filter = narrowed(params.filter, within(field, first, last));
  const signature = JSON.stringify([params, filter, field.key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for them
  const asked = useMemo(() => ({ ...params, filter, sort: field.key }), [signature]);
  const rows = useQuery({
    queryKey: [...keys.cards(object.key), 'days', asked],
    queryFn: ({ signal }) => pagesOf(object, asked, signal),
    placeholderData: (previous) => previous,
  });
  const counts = useQuery({
    queryKey: [...keys.lists(object.key), 'day_counts', filter, params.q, field.key],
    enabled: Boolean(rows.data?.next),
    queryFn: async ({ signal }) => {
      const { groups } = await post<Answer<'Groups'>>(
        `/${object.plural}/groups`,
        {
          filter,
          q: params.q,
          by: [{ field: field.key, bucket: 'day' }],
          measures: [{ measure: 'count' }],
          limit: 100,
        },
        { signal },
      );
      return new Map(groups.map(({ key: [day], values: [count] }) => [asText(day).slice(0, 10), Number(count)]));
    },
  });
  const byDay = new Map<string, RecordRow[]>();
  for (const row of rows.data?.data ?? []) {
    const day = dayOfRow(row, field);
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  return {
    /** In the order of their moments, as the way from one to the next goes. */
    rows: rows.data?.data ?? NO_ROWS,
    asked,
    ends: rows.data?.ends,
    byDay,
    countOf: (day: string) => Math.max(counts.data?.get(day) ?? 0, byDay.get(day)?.length ?? 0),
    isPending: rows.isPending,
    error: rows.error,
    retry: () => void rows.refetch(),
  };
}
