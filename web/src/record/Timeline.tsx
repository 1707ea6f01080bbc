// Everything that happened around a record in one stream, newest first.
import { Button, Checkbox, Chip, Group, Loader, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { PencilLine, Sprout } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { forgetObject, keys } from '../api/query.ts';
import { changeRecord, listTimeline } from '../api/records.ts';
import type { HistoryEntry, ObjectType, RecordRow, TimelineEntry } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { allFields, findField, happeningsOf } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { faceOf } from '../field/faces.ts';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { Prose } from '../field/long_text/Prose.tsx';
import { asText, isBlank } from '../field/shared/values.ts';
import { dayOf, formatDay, formatRelative, formatTime, formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';
import { Composer } from './Composer.tsx';
import { originText } from './FieldHistory.tsx';
import { ProblemView } from './ProblemView.tsx';
import classes from './record.module.css';

export function Timeline({ object, record }: { object: ObjectType; record: RecordRow }) {
  const dictionary = useDictionary();
  const [kinds, setKinds] = useState<string[]>([]);
  const offered = [...happeningsOf(dictionary, object), 'event'];
  const wanted = (kinds.length ? kinds : offered).join(',');
  const timeline = useInfiniteQuery({
    queryKey: [...keys.timeline(object.key, record.id), wanted],
    queryFn: ({ pageParam, signal }) => listTimeline(object.plural, record.id, wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const entries = timeline.data?.pages.flatMap((page) => page.data) ?? [];
  const labelOf = (kind: string) =>
    kind === 'event' ? t('timeline.changes') : (dictionary.byKey.get(kind)?.label_plural ?? kind);
  let day = '';

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
      {timeline.isError && <ProblemView compact error={timeline.error} onRetry={() => timeline.refetch()} />}
      {timeline.isSuccess && entries.length === 0 && (
        <Blank
          compact
          icon={<Sprout size={22} strokeWidth={1.6} />}
          title={t('timeline.none')}
          text={t('timeline.none_text')}
        />
      )}
      {entries.map((entry) => {
        const next = dayOf(entry.at);
        const opensDay = next !== day;
        day = next;
        return (
          <div key={`${entry.kind}-${entry.record?.id ?? entry.event?.seq}`}>
            {opensDay && <div className={classes.day}>{formatDay(entry.at)}</div>}
            {entry.record ? (
              <RecordEntry entry={entry} record={entry.record} />
            ) : (
              entry.event && <EventEntry object={object} event={entry.event} />
            )}
          </div>
        );
      })}
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

function RecordEntry({ entry, record }: { entry: TimelineEntry; record: RecordRow }) {
  const dictionary = useDictionary();
  const client = useQueryClient();
  const type = dictionary.byKey.get(record.object);
  const body =
    [record.body, record.description, record.note].map(asText).find((text) => text && text !== record.title) ?? '';
  const facts = (type?.fields ?? []).filter(
    (field) =>
      [
        'total',
        'amount',
        'duration',
        'result',
        'direction',
        'outcome',
        'stage',
        'place',
        'priority',
        'channel',
      ].includes(field.key) && !isBlank(record[field.key]),
  );
  const toggle = async (done: boolean) => {
    if (!type) return;
    try {
      await changeRecord(type.plural, record.id, record.version, { done });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    forgetObject(type.key, record.id);
    void client.invalidateQueries({ queryKey: ['timeline'] });
  };
  const heading = entry.kind === 'note' && !asText(record.subject) ? t('timeline.noted') : record.title || type?.label;
  return (
    <article className={classes.entry}>
      <span className={classes.bullet} data-kind={entry.kind}>
        <ObjectIcon object={type ?? { key: entry.kind }} size={15} />
      </span>
      <div className={classes.entryCard}>
        <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
          <Group gap={8} wrap="nowrap" miw={0}>
            {entry.kind === 'task' && (
              <Checkbox
                size="xs"
                aria-label={t('timeline.done', { title: record.title })}
                checked={record.done === true}
                onChange={(event) => void toggle(event.currentTarget.checked)}
              />
            )}
            <Text
              size="sm"
              fw={570}
              td={record.done === true ? 'line-through' : undefined}
              style={{ overflowWrap: 'anywhere' }}
            >
              <RecordLink object={record.object} id={record.id} className="plain-link">
                {heading}
              </RecordLink>
            </Text>
          </Group>
          <Text size="xs" c="dimmed" style={{ flex: 'none' }} title={formatTimestamp(entry.at)}>
            {formatTime(entry.at)}
          </Text>
        </Group>
        {body && (
          <Text size="sm" component="div" mt={3}>
            <Prose text={body} />
          </Text>
        )}
        {facts.length > 0 && (
          <Group gap="xs" mt={6}>
            {facts.map((field) => {
              const { Cell } = faceOf(field);
              return (
                <Text key={field.key} size="xs" c="dimmed" component="span" title={field.label}>
                  <Cell field={field} value={record[field.key]} dense />
                </Text>
              );
            })}
          </Group>
        )}
        <Text size="xs" c="dimmed" mt={4}>
          {[type?.label, record.owner?.title ?? record.created_by?.name].filter(Boolean).join(' · ')}
        </Text>
      </div>
    </article>
  );
}

function EventEntry({ object, event }: { object: ObjectType; event: HistoryEntry }) {
  const dictionary = useDictionary();
  const changes = event.changes.filter((one) => findField(dictionary, object, one.field));
  const verbs = ['created', 'changed', 'removed', 'restored'] as const;
  const verb = verbs.find((known) => known === event.verb) ?? 'changed';
  const known = new Map(allFields(object).map((field) => [field.key, field]));
  return (
    <article className={classes.entry}>
      <span className={classes.bullet} data-kind="event">
        <PencilLine size={14} aria-hidden="true" />
      </span>
      <div className={classes.entryLine}>
        <Text size="sm" c="dimmed" span>
          {t(`timeline.verb_${verb}`, { who: event.actor.name })} ·{' '}
          <span title={formatTimestamp(event.at)}>{formatRelative(event.at)}</span> · {originText(event)}
        </Text>
        {verb === 'changed' &&
          changes.slice(0, 6).map((one) => {
            const field = known.get(one.field);
            if (!field) return null;
            const face = faceOf(field);
            return (
              <Text size="xs" key={one.field} style={{ overflowWrap: 'anywhere' }}>
                {field.label}: <s>{(face.text(one.old, field) || t('record.nothing')).slice(0, 80)}</s> →{' '}
                {(face.text(one.new, field) || t('record.nothing')).slice(0, 80)}
              </Text>
            );
          })}
      </div>
    </article>
  );
}
