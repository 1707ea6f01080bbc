// The first page of the day: what is due, what closes soon, what changed last.
import { Checkbox, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { changeRecord, listRecords } from '../../api/records.ts';
import { useSession } from '../../api/session_context.tsx';
import type { Filter, ObjectType, RecordRow } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { faceOf } from '../../field/faces.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { asText, isBlank } from '../../field/shared/values.ts';
import { formatDay, formatRelative, wallTimeOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import classes from './home.module.css';

function greeting(): string {
  const hour = Number(wallTimeOf(new Date().toISOString())?.slice(11, 13) ?? 12);
  if (hour < 5 || hour >= 18) return t('home.evening');
  return hour < 12 ? t('home.morning') : t('home.afternoon');
}

export function Home() {
  const session = useSession();
  const dictionary = useDictionary();
  useDocumentTitle(`${t('shell.home')} · Kith`);
  const given = session.user.name.split(' ')[0] ?? session.user.name;
  const readable = (key: string) => {
    const object = dictionary.byKey.get(key);
    return object && object.can.read !== 'none' ? object : undefined;
  };
  const task = readable('task');
  const deal = readable('deal');
  const meeting = readable('meeting');
  const lead = readable('lead');
  return (
    <div className={classes.home}>
      <header className={classes.hello}>
        <h1>
          {greeting()}, {given}
        </h1>
        <Text c="dimmed" size="sm">
          {formatDay(new Date().toISOString())}
        </Text>
      </header>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {task && (
          <Card
            object={task}
            title={t('home.tasks')}
            empty={t('home.no_tasks')}
            sort="due_at"
            filter={{
              and: [
                { field: 'done', op: 'is', value: false },
                { field: 'due_at', op: 'within', value: { last: 30, unit: 'day' } },
              ],
            }}
            detail="due_at"
            check
          />
        )}
        {deal && (
          <Card
            object={deal}
            title={t('home.closing')}
            empty={t('home.no_closing')}
            sort="close_date"
            filter={{
              and: [
                { field: 'outcome', op: 'is', value: 'open' },
                { field: 'close_date', op: 'within', value: { next: 30, unit: 'day' } },
              ],
            }}
            detail="amount"
          />
        )}
        {meeting && (
          <Card
            object={meeting}
            title={t('home.meetings')}
            empty={t('home.no_meetings')}
            sort="happened_at"
            filter={{ field: 'happened_at', op: 'within', value: { next: 14, unit: 'day' } }}
            detail="happened_at"
          />
        )}
        {lead && (
          <Card
            object={lead}
            title={t('home.leads')}
            empty={t('home.no_leads')}
            sort="-created_at"
            filter={{ field: 'state', op: 'is', value: 'new' }}
            detail="source"
          />
        )}
      </SimpleGrid>
    </div>
  );
}

const MOST = 7;

function Card({
  object,
  title,
  empty,
  filter,
  sort,
  detail,
  check,
}: {
  object: ObjectType;
  title: string;
  empty: string;
  filter: Filter;
  sort: string;
  detail: string;
  check?: boolean;
}) {
  const field = object.fields.find((one) => one.key === detail);
  const context = object.fields.filter((one) => one.kind === 'link' && ['company', 'person', 'deal'].includes(one.key));
  const rows = useQuery({
    queryKey: [...keys.lists(object.key), 'home', title],
    queryFn: ({ signal }) =>
      listRecords(
        object.plural,
        { filter, sort, limit: MOST, fields: [object.title_field, detail, ...context.map((one) => one.key)] },
        signal,
      ),
  });
  const done = async (row: RecordRow) => {
    try {
      await changeRecord(object.plural, row.id, row.version, { done: true });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    forgetObject(object.key, row.id);
  };
  const shown = (row: RecordRow) => {
    if (!field || isBlank(row[detail])) return null;
    return field.kind === 'timestamp' ? formatRelative(asText(row[detail])) : faceOf(field).text(row[detail], field);
  };
  return (
    <Paper component="section" aria-label={title} className={classes.card}>
      <Group className={classes.cardHead} gap="xs" wrap="nowrap">
        <ObjectIcon object={object} size={16} />
        <h2>{title}</h2>
        <Link to="/$plural" params={{ plural: object.plural }} search={{ filter, sort }} className={classes.all}>
          {t('home.all')} <ChevronRight size={13} aria-hidden="true" />
        </Link>
      </Group>
      {rows.isError && <ProblemView compact error={rows.error} onRetry={() => rows.refetch()} />}
      {rows.isSuccess && rows.data.data.length === 0 && (
        <Text size="sm" c="dimmed" p="md" pt={4}>
          {empty}
        </Text>
      )}
      <Stack gap={0}>
        {rows.data?.data.map((row) => {
          const around = context.map((one) => faceOf(one).text(row[one.key], one)).find(Boolean);
          return (
            <div key={row.id} className={classes.row}>
              {check && (
                <Checkbox
                  size="xs"
                  checked={false}
                  onChange={() => void done(row)}
                  aria-label={t('timeline.done', { title: row.title })}
                />
              )}
              <div className={classes.rowText}>
                <RecordLink object={row.object} id={row.id} className={classes.rowTitle}>
                  {row.title || t('record.untitled')}
                </RecordLink>
                {around && <span className={classes.around}>{around}</span>}
              </div>
              <span className={classes.detail}>{shown(row)}</span>
            </div>
          );
        })}
      </Stack>
    </Paper>
  );
}
