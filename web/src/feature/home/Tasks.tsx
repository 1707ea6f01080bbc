// Tasks that are due: what is late first, then today and tomorrow. A tick is a real change that can be taken back.
import { Button, Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { changeRecord, countRecords, listRecords } from '../../api/records.ts';
import type { Filter, ObjectType, RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { asText } from '../../field/shared/values.ts';
import { dayOf, formatRelative, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { contextOf, HomeCard, HomeRow } from './HomeCard.tsx';
import classes from './home.module.css';
import { dayFrom, type Scope, within } from './scope.ts';

const MOST = 6;
const MOST_LATE = 4;

export function Tasks({ object, scope }: { object: ObjectType; scope: Scope }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const open: Filter = { field: 'done', op: 'is', value: false };
  const now = new Date().toISOString().slice(0, 16);
  const late = within(scope, open, { field: 'due_at', op: 'before', value: `${now}:00Z` });
  const soon = within(
    scope,
    open,
    { field: 'due_at', op: 'on_or_after', value: `${now}:00Z` },
    { field: 'due_at', op: 'on_or_before', value: dayFrom(1) },
  );
  const due = within(scope, open, { field: 'due_at', op: 'on_or_before', value: dayFrom(1) });
  const fields = [object.title_field, 'due_at', 'priority', ...contextOf(object).map((one) => one.key)];
  const rows = useQuery({
    // The minute is no part of the name: with it, each look at the page would begin anew.
    queryKey: [...keys.lists(object.key), 'home', scope],
    queryFn: async ({ signal }) => {
      const [before, after, lateCount, count] = await Promise.all([
        listRecords(object.plural, { filter: late, sort: '-due_at', limit: MOST_LATE, fields }, signal),
        listRecords(object.plural, { filter: soon, sort: 'due_at', limit: MOST, fields }, signal),
        countRecords(object.plural, { filter: late }, 'capped', signal),
        countRecords(object.plural, { filter: due }, 'capped', signal),
      ]);
      return {
        late: before.data.toReversed(),
        soon: after.data,
        lateCount: lateCount?.value ?? before.data.length,
        count: count?.value,
      };
    },
  });
  const tick = async (row: RecordRow) => {
    setTicked((old) => new Set(old).add(row.id));
    try {
      const saved = await changeRecord(object.plural, row.id, row.version, { done: true });
      showDone(t('home.ticked', { title: row.title }), changeSetOf(saved));
    } catch (error) {
      notifications.show({ color: 'red', title: t('home.not_ticked'), message: describeProblem(error) });
    }
    await forgetAndWait(object, row.id);
    setTicked((old) => new Set([...old].filter((id) => id !== row.id)));
  };
  const line = (row: RecordRow) => {
    const due = asText(row.due_at);
    const isLate = due < new Date().toISOString();
    return (
      <HomeRow
        key={row.id}
        object={object}
        row={row}
        faded={ticked.has(row.id)}
        warn={isLate}
        lead={
          <Checkbox
            size="xs"
            checked={ticked.has(row.id)}
            onChange={() => void tick(row)}
            aria-label={t('timeline.done', { title: row.title })}
          />
        }
        detail={isLate ? formatRelative(due) : dayOf(due) === dayFrom(0) ? formatTime(due) : t('home.tomorrow')}
      />
    );
  };
  const told = rows.data;
  const nothing = told && !told.late.length && !told.soon.length;
  return (
    <HomeCard
      object={object}
      title={t('home.tasks')}
      count={told?.count}
      list={{ filter: due, sort: 'due_at' }}
      asked={rows}
      empty={
        nothing && (
          <>
            {t('home.no_tasks')}
            {object.can.create && (
              <Button
                variant="subtle"
                size="compact-sm"
                ml="xs"
                leftSection={<Plus size={14} />}
                renderRoot={(props) => <Link to="/$plural/new" params={{ plural: object.plural }} {...props} />}
              >
                {t('action.new', { object: object.label.toLowerCase() })}
              </Button>
            )}
          </>
        )
      }
    >
      {told && told.late.length > 0 && <h3 className={classes.part}>{t('home.late', { count: told.lateCount })}</h3>}
      {told?.late.map(line)}
      {told && told.soon.length > 0 && <h3 className={classes.part}>{t('home.soon')}</h3>}
      {told?.soon.map(line)}
    </HomeCard>
  );
}

async function forgetAndWait(object: ObjectType, id: string): Promise<void> {
  forgetObject(object.key, id);
  // The struck line stays until the list without it is here, or it would stand there unticked for a moment.
  await new Promise((resolve) => setTimeout(resolve, 600));
}
