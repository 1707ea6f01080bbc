// Notes that stay on top of a record's stream.
import { useQuery } from '@tanstack/react-query';
import { Pin } from 'lucide-react';
import { keys } from '../api/query.ts';
import { listRecords } from '../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { useObject } from '../dictionary/context.tsx';
import { t } from '../i18n/index.ts';
import { MOST_PINNED, RecordEntry } from './RecordEntry.tsx';
import classes from './record.module.css';

/** The link by which an activity belongs to records of an object; none means the object has no such activities. */
export function linkTo(activity: ObjectType | undefined, object: ObjectType): Field | undefined {
  return activity?.fields.find((field) => field.kind === 'link' && field.to === object.key);
}

export function usePinned(object: ObjectType, record: RecordRow) {
  const note = useObject('note');
  const link = linkTo(note, object);
  return useQuery({
    queryKey: [...keys.lists('note'), 'pinned', record.id],
    queryFn: ({ signal }) =>
      listRecords(
        note?.plural ?? '',
        {
          filter: {
            and: [
              { field: link?.key ?? '', op: 'is', value: record.id },
              { field: 'pinned', op: 'is', value: true },
            ],
          },
          sort: '-happened_at',
          limit: MOST_PINNED,
          fields: ['subject', 'body', 'happened_at', 'pinned', 'owner'],
        },
        signal,
      ),
    enabled: Boolean(note && link && note.fields.some((field) => field.key === 'pinned')),
  });
}

export function Pinned({ object, record }: { object: ObjectType; record: RecordRow }) {
  const pinned = usePinned(object, record);
  const rows = pinned.data?.data ?? [];
  if (!rows.length) return null;
  return (
    <section aria-label={t('timeline.pinned')} className={classes.pinned}>
      <h2 className={classes.day}>
        <Pin size={12} aria-hidden="true" /> {t('timeline.pinned')}
      </h2>
      {rows.map((row) => (
        <RecordEntry
          key={row.id}
          kind="note"
          at={String(row.happened_at ?? row.created_at)}
          record={row}
          pinned={rows.length}
        />
      ))}
    </section>
  );
}
