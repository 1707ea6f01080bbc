// Where a value comes from: each change of one field, by whom, through what, and what stood there before; any can be put back.
import { Button, Group, Loader, Popover, Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { History, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../api/query.ts';
import { listHistory } from '../api/records.ts';
import type { Field, HistoryEntry, ObjectType, RecordRow } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { formatRelative, formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { ProblemView } from './ProblemView.tsx';
import classes from './record.module.css';
import { isSame } from './theirs.ts';
import { useChange } from './use_change.ts';

const CHANNELS = ['web', 'api', 'import', 'command', 'job', 'demo'] as const;
type Channel = (typeof CHANNELS)[number];

/** “imported from deals.csv line 12”, “on the web”. */
export function originText(entry: HistoryEntry): string {
  const channel = (CHANNELS as readonly string[]).includes(entry.channel)
    ? t(`channel.${entry.channel as Channel}`)
    : entry.channel;
  return entry.source ? `${channel} · ${entry.source}` : channel;
}

interface Props {
  object: ObjectType;
  record: RecordRow;
  field: Field;
  editable: boolean;
}

function Entries({ object, record, field, editable, onRestored }: Props & { onRestored: () => void }) {
  const { id } = record;
  const change = useChange(object, id, field.label);
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
  const said = (value: unknown) => face.text(value, field) || t('record.nothing');
  return (
    <Timeline bulletSize={11} lineWidth={1}>
      {changes.map(({ entry, one }) => (
        <Timeline.Item
          key={entry.seq}
          title={
            <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }} dir="auto" lineClamp={6}>
                {said(one.new)}
              </Text>
              {editable && !isSame(one.new, record[field.key]) && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  style={{ flex: 'none' }}
                  leftSection={<Undo2 size={12} />}
                  loading={change.isPending}
                  aria-label={t('history.restore_named', { value: said(one.new) })}
                  onClick={() =>
                    change.mutate(
                      { values: { [field.key]: one.new ?? null }, typed: said(one.new) },
                      { onSuccess: onRestored },
                    )
                  }
                >
                  {t('history.restore')}
                </Button>
              )}
            </Group>
          }
        >
          {!(one.old === null || one.old === undefined) && (
            <Text size="xs" c="dimmed" td="line-through" lineClamp={3} dir="auto" style={{ overflowWrap: 'anywhere' }}>
              {face.text(one.old, field)}
            </Text>
          )}
          <Text size="xs" c="dimmed" title={formatTimestamp(entry.at)}>
            {entry.actor.name} · {formatRelative(entry.at)} · {originText(entry)}
          </Text>
        </Timeline.Item>
      ))}
      {change.isError && <ProblemView compact error={change.error} />}
    </Timeline>
  );
}

const DELAY = 350;

/**
 * Opens under the pointer after a moment, and by a press or a key for good. Until somebody asks there is a plain button alone: a page
 * has one for each field.
 */
export function FieldHistory(props: Props) {
  const { field } = props;
  const [isAsked, setAsked] = useState(false);
  const [open, setOpen] = useState<false | 'hover' | 'pinned'>(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const button = useRef<HTMLButtonElement>(null);
  const asked = useRef<'hover' | 'pinned'>('hover');
  useEffect(() => {
    if (!isAsked) return;
    // The button of the popover took the place of the plain one, and its focus where somebody pressed it.
    if (asked.current === 'pinned') button.current?.focus();
    setOpen(asked.current);
  }, [isAsked]);
  const ask = (how: 'hover' | 'pinned') => {
    asked.current = how;
    setAsked(true);
  };
  const wait = (next: false | 'hover') => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (next && !isAsked) ask('hover');
      else setOpen((was) => (was === 'pinned' ? was : next));
    }, DELAY);
  };
  const hovered = {
    onPointerEnter: (event: React.PointerEvent) => event.pointerType === 'mouse' && wait('hover'),
    onPointerLeave: () => wait(false),
  };
  const plain = (
    <button
      ref={button}
      type="button"
      className={classes.fieldTool}
      onClick={() => {
        clearTimeout(timer.current);
        if (isAsked) setOpen((was) => (was === 'pinned' ? false : 'pinned'));
        else ask('pinned');
      }}
      aria-label={t('history.of_field', { field: field.label })}
      aria-haspopup="dialog"
      aria-expanded={open !== false}
      {...hovered}
    >
      <History size={13} aria-hidden="true" />
    </button>
  );
  if (!isAsked) return plain;
  return (
    <Popover
      opened={open !== false}
      onChange={(next) => !next && setOpen(false)}
      position="right-start"
      trapFocus={open === 'pinned'}
      returnFocus={open === 'pinned'}
    >
      <Popover.Target>{plain}</Popover.Target>
      <Popover.Dropdown w={340} maw="92vw" mah={420} className={classes.history} {...hovered}>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('history.of_field', { field: field.label })}
          </Text>
          {open && <Entries {...props} onRestored={() => setOpen(false)} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
