// Everything that happened around a record in one stream, newest first; what is pinned stays on top, changes are folded.
import { Button, Chip, Group, Loader } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Sprout } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../api/query.ts';
import { listTimeline } from '../api/records.ts';
import type { HistoryEntry, ObjectType, RecordRow, TimelineEntry } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { happeningsOf } from '../dictionary/dictionary.ts';
import { dayOf, formatDay } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';
import { Composer } from './Composer.tsx';
import { EventEntries } from './EventEntries.tsx';
import { Pinned, usePinned } from './Pinned.tsx';
import { ProblemView } from './ProblemView.tsx';
import { RecordEntry } from './RecordEntry.tsx';
import classes from './record.module.css';

type Line =
  | { day: string; at: string; entry: TimelineEntry & { record: RecordRow } }
  | { day: string; at: string; events: HistoryEntry[] };

/** One line for each thing that happened, one for each run of changes of a day. */
function linesOf(entries: readonly TimelineEntry[]): Line[] {
  const lines: Line[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = lines.at(-1);
    const { record, event } = entry;
    if (record) lines.push({ day, at: entry.at, entry: { ...entry, record } });
    else if (
      event &&
      last &&
      'events' in last &&
      last.day === day &&
      event.verb === 'changed' &&
      last.events[0]?.verb === 'changed'
    )
      last.events.push(event);
    else if (event) lines.push({ day, at: entry.at, events: [event] });
  }
  return lines;
}

export function Timeline({ object, record }: { object: ObjectType; record: RecordRow }) {
  const dictionary = useDictionary();
  const [kinds, setKinds] = useState<string[]>([]);
  const offered = [...happeningsOf(dictionary, object), 'event'];
  const wanted = (kinds.length ? kinds : offered).join(',');
  const pinned = usePinned(object, record).data?.data.length ?? 0;
  const timeline = useInfiniteQuery({
    queryKey: [...keys.timeline(object.key, record.id), wanted],
    queryFn: ({ pageParam, signal }) => listTimeline(object.plural, record.id, wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const lines = linesOf(timeline.data?.pages.flatMap((page) => page.data) ?? []);
  const labelOf = (kind: string) =>
    kind === 'event' ? t('timeline.changes') : (dictionary.byKey.get(kind)?.label_plural ?? kind);

  return (
    <div className={classes.middleInner}>
      <Composer object={object} record={record} key={record.id} />
      {offered.length > 1 && (
        <Chip.Group multiple value={kinds} onChange={setKinds}>
          <Group gap={6} mt="md" role="group" className={classes.kinds} aria-label={t('timeline.filter')}>
            {offered.map((kind) => (
              <Chip key={kind} value={kind} size="xs" variant="light">
                {labelOf(kind)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {!kinds.length && <Pinned object={object} record={record} />}
      {timeline.isError && <ProblemView compact error={timeline.error} onRetry={() => timeline.refetch()} />}
      {timeline.isSuccess && lines.length === 0 && (
        <Blank
          compact
          icon={<Sprout size={22} strokeWidth={1.6} />}
          title={t('timeline.none')}
          text={t('timeline.none_text')}
        />
      )}
      {lines.map((line, place) => (
        <div key={'entry' in line ? `${line.entry.kind}-${line.entry.record.id}` : `event-${line.events[0]?.seq}`}>
          {lines[place - 1]?.day !== line.day && <div className={classes.day}>{formatDay(line.at)}</div>}
          {'entry' in line ? (
            <RecordEntry kind={line.entry.kind} at={line.at} record={line.entry.record} pinned={pinned} />
          ) : (
            <EventEntries object={object} events={line.events} />
          )}
        </div>
      ))}
      {timeline.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="default"
            size="compact-md"
            loading={timeline.isFetchingNextPage}
            onClick={() => timeline.fetchNextPage()}
          >
            {t('timeline.earlier')}
          </Button>
        </Group>
      )}
      {timeline.isPending && (
        <Group justify="center" mt="xl">
          <Loader size="xs" type="dots" aria-hidden="true" />
        </Group>
      )}
    </div>
  );
}
