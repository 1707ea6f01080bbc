// Meetings of today and tomorrow, by the hour.
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { asText } from '../../field/shared/values.ts';
import { dayOf, formatRelative, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { contextOf, HomeCard, HomeRow } from './HomeCard.tsx';
import classes from './home.module.css';
import { dayFrom, type Scope, within } from './scope.ts';

const MOST = 8;

export function Meetings({ object, scope }: { object: ObjectType; scope: Scope }) {
  const filter = within(
    scope,
    { field: 'happened_at', op: 'on_or_after', value: dayFrom(0) },
    { field: 'happened_at', op: 'on_or_before', value: dayFrom(1) },
  );
  const coming = within(scope, { field: 'happened_at', op: 'on_or_after', value: dayFrom(2) });
  const fields = [object.title_field, 'happened_at', ...contextOf(object).map((one) => one.key)];
  const rows = useQuery({
    queryKey: [...keys.lists(object.key), 'home', scope, dayFrom(0)],
    queryFn: async ({ signal }) => {
      const near = await listRecords(object.plural, { filter, sort: 'happened_at', limit: MOST, fields }, signal);
      // A free day still wants to know what comes next.
      const next = near.data.length
        ? []
        : (await listRecords(object.plural, { filter: coming, sort: 'happened_at', limit: 1, fields }, signal)).data;
      return { near: near.data, next };
    },
  });
  const day = (offset: number) =>
    rows.data?.near.filter((row) => dayOf(asText(row.happened_at)) === dayFrom(offset)) ?? [];
  const line = (row: RecordRow) => {
    const at = asText(row.happened_at);
    return (
      <HomeRow
        key={row.id}
        object={object}
        row={row}
        faded={at < new Date().toISOString()}
        lead={<time className={classes.hour}>{formatTime(at)}</time>}
      />
    );
  };
  const parts = [
    { title: t('home.today'), rows: day(0) },
    { title: t('home.tomorrow'), rows: day(1) },
  ];
  return (
    <HomeCard
      object={object}
      title={t('home.meetings')}
      list={{
        filter: within(scope, { field: 'happened_at', op: 'on_or_after', value: dayFrom(0) }),
        sort: 'happened_at',
      }}
      asked={rows}
      empty={rows.data && !rows.data.near.length ? t('home.no_meetings') : null}
    >
      {parts.map(
        (part) =>
          part.rows.length > 0 && (
            <div key={part.title}>
              <h3 className={classes.part}>{part.title}</h3>
              {part.rows.map(line)}
            </div>
          ),
      )}
      {rows.data?.next.map((row) => (
        <HomeRow key={row.id} object={object} row={row} detail={formatRelative(asText(row.happened_at))} />
      ))}
    </HomeCard>
  );
}
