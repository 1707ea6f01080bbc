// What stands in the calendars of some colleagues: their meetings, calls and tasks, and the meetings they are asked to.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keys } from '../../api/query.ts';
import { type ListParams, listRecords } from '../../api/records.ts';
import type { Filter, ObjectType, Page, RecordRow } from '../../api/types.ts';
import { asText } from '../../field/shared/values.ts';
import { wallTimeOf } from '../../i18n/format.ts';
import type { TimeEvent } from '../../record/time_grid/lanes.ts';

export const KINDS = ['meeting', 'call', 'task'] as const;
export type Kind = (typeof KINDS)[number];

/** The field by which an object stands on a day. */
export const MOMENT: Record<Kind, string> = { meeting: 'happened_at', call: 'happened_at', task: 'due_at' };

export interface Entry extends TimeEvent {
  /** The id of the record; that of the event is another one where several calendars show it. */
  record: string;
  kind: Kind;
  object: ObjectType;
  row: RecordRow;
  /** In whose calendar. */
  user: string;
}

const PAGE = 200;
const PAGES = 5;

async function all(object: ObjectType, asked: ListParams, signal: AbortSignal): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const told: Page<RecordRow> = await listRecords(object.plural, { ...asked, limit: PAGE, cursor }, signal);
    rows.push(...told.data);
    cursor = told.next;
    if (!cursor) break;
  }
  return rows;
}

const idOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? asText((value as { id?: unknown }).id) : '';

interface Asked {
  objects: Partial<Record<Kind | 'meeting_attendee', ObjectType>>;
  kinds: readonly Kind[];
  users: readonly string[];
  first: string;
  last: string;
}

interface Found extends Pick<Page<RecordRow>, 'data'> {
  /** Who is asked to which of them. */
  asked: { meeting: string; user: string }[];
}

const FACTS = ['happened_at', 'due_at', 'duration', 'done', 'state', 'place', 'owner', 'person', 'company'];

async function fetchKind(kind: Kind, { objects, users, first, last }: Asked, signal: AbortSignal): Promise<Found> {
  const object = objects[kind];
  if (!object) return { data: [], asked: [] };
  const when = MOMENT[kind];
  const between = (field: string): Filter => ({ field, op: 'between', value: [first, last] });
  const own: Filter = { field: 'owner', op: 'in', value: [...users] };
  const attendee = kind === 'meeting' ? objects.meeting_attendee : undefined;
  const rows = attendee
    ? await all(
        attendee,
        {
          filter: {
            and: [
              { field: 'user', op: 'in', value: [...users] },
              { field: 'answer', op: 'is_not', value: 'declined' },
              between(`meeting.${when}`),
            ],
          },
          fields: ['meeting', 'user'],
        },
        signal,
      )
    : [];
  const asked = rows.map((row) => ({ meeting: idOf(row.meeting), user: idOf(row.user) }));
  const ids = [...new Set(asked.map(({ meeting }) => meeting))].slice(0, PAGE);
  const whose: Filter = ids.length ? { or: [own, { field: 'id', op: 'in', value: ids }] } : own;
  const fields = [...new Set([object.title_field, ...FACTS])].filter((key) =>
    object.fields.some((field) => field.key === key),
  );
  return { data: await all(object, { filter: { and: [whose, between(when)] }, sort: when, fields }, signal), asked };
}

export function useEntries(asked: Asked) {
  const { objects, kinds, users, first, last } = asked;
  const queries = useQueries({
    queries: kinds.map((kind) => ({
      queryKey: [...keys.lists(kind), 'calendar', users, first, last],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchKind(kind, asked, signal),
      enabled: users.length > 0,
      placeholderData: (previous: Found | undefined) => previous,
    })),
  });
  const failed = queries.find(({ error }) => error);
  // What was read is measured anew only when something of it has changed.
  const signature = queries
    .map(({ dataUpdatedAt, isPlaceholderData }) => `${dataUpdatedAt}${isPlaceholderData}`)
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for what was read
  const entries = useMemo(
    () =>
      kinds.flatMap((kind, at) => {
        const [object, found] = [objects[kind], queries[at]?.data];
        return object && found ? entriesOf(kind, object, found, users) : [];
      }),
    [signature, users, kinds],
  );
  return {
    entries,
    isPending: queries.some(({ isPending }) => isPending),
    error: failed?.error,
    retry: () => void failed?.refetch(),
  };
}

function entriesOf(kind: Kind, object: ObjectType, { data, asked }: Found, users: readonly string[]): Entry[] {
  return data.flatMap((row) => {
    const wall = wallTimeOf(asText(row[MOMENT[kind]]));
    if (!wall) return [];
    const canChange = row.can?.includes('change') ?? object.can.change !== 'none';
    const guests = asked.filter(({ meeting }) => meeting === row.id).map(({ user }) => user);
    const whose = [...new Set([idOf(row.owner), ...guests])].filter((user) => users.includes(user));
    return whose.map(
      (user): Entry => ({
        id: `${row.id}${user}`,
        record: row.id,
        title: row.title,
        day: wall.slice(0, 10),
        minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)),
        minutes: Math.round(Number(row.duration ?? 0) / 60),
        isDone: row.done === true || row.state === 'cancelled',
        canMove: canChange,
        canResize: canChange && kind !== 'task',
        kind,
        object,
        row,
        user,
      }),
    );
  });
}
