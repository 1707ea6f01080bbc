// Where a value comes from: each change of one field, by whom, through what, and what stood there before.
import { ActionIcon, Loader, Popover, Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../api/query.ts';
import { listHistory } from '../api/records.ts';
import type { Field, HistoryEntry, ObjectType } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { ProblemView } from './ProblemView.tsx';

const CHANNELS = ['web', 'api', 'import', 'command', 'job', 'demo'] as const;
type Channel = (typeof CHANNELS)[number];

/** “imported from deals.csv line 12”, “on the web”. */
export function originText(entry: HistoryEntry): string {
  const channel = (CHANNELS as readonly string[]).includes(entry.channel)
    ? t(`channel.${entry.channel as Channel}`)
    : entry.channel;
  return entry.source ? `${channel} · ${entry.source}` : channel;
}

function Entries({ object, id, field }: { object: ObjectType; id: string; field: Field }) {
  const history = useQuery({
    queryKey: [...keys.history(object.key, id), field.key],
    queryFn: ({ signal }) => listHistory(object.plural, id, field.key, null, signal),
  });
  if (history.isError) return <ProblemView compact error={history.error} onRetry={() => history.refetch()} />;
  if (!history.data) return <Loader size="xs" aria-label={t('record.loading')} />;
  const face = faceOf(field);
  const changes = history.data.data.flatMap((entry) =>
    entry.changes.filter((one) => one.field === field.key).map((one) => ({ entry, one })),
  );
  if (!changes.length) {
    return (
      <Text size="sm" c="dimmed">
        {t('history.none')}
      </Text>
    );
  }
  return (
    <Timeline bulletSize={11} lineWidth={1}>
      {changes.map(({ entry, one }) => (
        <Timeline.Item
          key={entry.seq}
          title={<Text size="sm">{face.text(one.new, field) || t('record.nothing')}</Text>}
        >
          {!(one.old === null || one.old === undefined) && (
            <Text size="xs" c="dimmed" td="line-through">
              {face.text(one.old, field)}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {entry.actor.name} · {formatTimestamp(entry.at)} · {originText(entry)}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

export function FieldHistory({ object, id, field }: { object: ObjectType; id: string; field: Field }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="right-start" trapFocus>
      <Popover.Target>
        <ActionIcon
          size="sm"
          onClick={() => setOpen((was) => !was)}
          aria-label={t('history.of_field', { field: field.label })}
          aria-expanded={open}
        >
          <History size={13} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown w={320} mah={420} style={{ overflowY: 'auto' }}>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('history.of_field', { field: field.label })}
          </Text>
          {open && <Entries object={object} id={id} field={field} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
