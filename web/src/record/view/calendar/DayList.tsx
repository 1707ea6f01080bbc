// All records of one day, fetched when the day is opened.
import { Button, Loader, Popover, ScrollArea, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../../api/query.ts';
import { type ListParams, listRecords } from '../../../api/records.ts';
import type { Field, Filter, ObjectType } from '../../../api/types.ts';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { narrowed } from '../../group.ts';
import { ProblemView } from '../../ProblemView.tsx';
import { useViewWalk } from '../../panel/use_view_walk.ts';
import classes from './calendar.module.css';
import { timeOf } from './Entry.tsx';
import { within } from './use_days.ts';

const MOST = 100;

interface Props {
  object: ObjectType;
  params: ListParams;
  field: Field;
  day: string;
  count: number;
  /** How many are not in sight. */
  more: number;
  onNarrow: (condition: Filter) => void;
}

export function DayList({ object, params, field, day, count, more, onNarrow }: Props) {
  const [open, setOpen] = useState(false);
  const filter = narrowed(params.filter, within(field, day, day));
  const rows = useQuery({
    queryKey: [...keys.lists(object.key), 'day', params, filter],
    enabled: open,
    queryFn: ({ signal }) => listRecords(object.plural, { ...params, filter, sort: field.key, limit: MOST }, signal),
  });
  const asked = { ...params, filter, sort: field.key };
  const walk = useViewWalk(object, asked, rows.data && [rows.data], MOST);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.more}
          onClick={(event) => {
            event.stopPropagation();
            setOpen(true);
          }}
        >
          {t('calendar.more', { count: more })}
        </button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={formatDate(day)} onClick={(event) => event.stopPropagation()}>
        <Stack gap={4}>
          <b>{formatDate(day)}</b>
          {rows.isPending && <Loader size="sm" />}
          {rows.isError && <ProblemView compact error={rows.error} onRetry={() => void rows.refetch()} />}
          <ScrollArea.Autosize mah={300} viewportProps={{ tabIndex: 0 }}>
            <div onClickCapture={walk.listeners.onClickCapture}>
              {rows.data?.data.map((row, at) => (
                <div key={row.id} className={classes.dayRow} data-record={row.id} data-at={at}>
                  <time>{timeOf(row, field)}</time>
                  <RecordLink object={object.key} id={row.id}>
                    {row.title || t('record.untitled')}
                  </RecordLink>
                </div>
              ))}
            </div>
          </ScrollArea.Autosize>
          {count > MOST && (
            <Button size="compact-sm" variant="subtle" onClick={() => onNarrow(within(field, day, day))}>
              {t('calendar.all', { count })}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
