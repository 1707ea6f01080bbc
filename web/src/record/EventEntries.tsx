// Changes of a record in its stream, folded: a run of them takes one line until somebody wants to know more.
import { Text, UnstyledButton } from '@mantine/core';
import { ChevronRight, PencilLine } from 'lucide-react';
import { useState } from 'react';
import type { HistoryEntry, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { allFields, findField } from '../dictionary/dictionary.ts';
import { faceOf } from '../field/faces.ts';
import { formatRelative, formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { originText } from './FieldHistory.tsx';
import classes from './record.module.css';

const VERBS = ['created', 'changed', 'removed', 'restored'] as const;
const LONG = 160;

export function EventEntries({ object, events }: { object: ObjectType; events: HistoryEntry[] }) {
  const [open, setOpen] = useState(false);
  const dictionary = useDictionary();
  const [first] = events;
  if (!first) return null;
  const isPlain = events.length === 1 && first.verb !== 'changed';
  const labels = [
    ...new Set(
      events.flatMap((event) => event.changes.flatMap((one) => findField(dictionary, object, one.field)?.label ?? [])),
    ),
  ];
  const who = [...new Set(events.map((event) => event.actor.name))].join(', ');
  return (
    <article className={classes.entry}>
      <span className={classes.bullet} data-kind="event">
        <PencilLine size={14} aria-hidden="true" />
      </span>
      <div className={classes.entryLine}>
        {isPlain ? (
          <Line event={first} />
        ) : (
          <UnstyledButton className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronRight size={13} aria-hidden="true" />
            <span>
              {t('timeline.changed_fields', { who, fields: labels.slice(0, 3).join(', ') || '…' })}
              {labels.length > 3 && ` +${labels.length - 3}`} ·{' '}
              <span title={formatTimestamp(first.at)}>{formatRelative(first.at)}</span>
            </span>
          </UnstyledButton>
        )}
        {open && events.map((event) => <Details key={event.seq} object={object} event={event} />)}
      </div>
    </article>
  );
}

function Line({ event }: { event: HistoryEntry }) {
  const verb = VERBS.find((known) => known === event.verb) ?? 'changed';
  return (
    <Text size="sm" c="dimmed" span>
      {t(`timeline.verb_${verb}`, { who: event.actor.name })} ·{' '}
      <span title={formatTimestamp(event.at)}>{formatRelative(event.at)}</span> · {originText(event)}
    </Text>
  );
}

function Details({ object, event }: { object: ObjectType; event: HistoryEntry }) {
  const known = new Map(allFields(object).map((field) => [field.key, field]));
  return (
    <div className={classes.eventDetails}>
      <Line event={event} />
      {event.verb === 'changed' &&
        event.changes.map((one) => {
          const field = known.get(one.field);
          if (!field) return null;
          const said = (value: unknown) => (faceOf(field).text(value, field) || t('record.nothing')).slice(0, LONG);
          return (
            <Text size="xs" key={one.field} style={{ overflowWrap: 'anywhere' }} dir="auto">
              {field.label}: <s>{said(one.old)}</s> → {said(one.new)}
            </Text>
          );
        })}
    </div>
  );
}
