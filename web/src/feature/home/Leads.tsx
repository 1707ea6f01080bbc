// Leads that nobody has taken up yet, the newest first.
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { contextOf, HomeCard, HomeRow } from './HomeCard.tsx';
import classes from './home.module.css';

const MOST = 5;

/** New leads are shown to all who may see them: most have no owner yet. */
export function Leads({ object }: { object: ObjectType }) {
  const filter: Filter = { field: 'state', op: 'is', value: 'new' };
  const source = object.fields.find((field) => field.key === 'source');
  const rows = useQuery({
    queryKey: [...keys.lists(object.key), 'home'],
    queryFn: ({ signal }) =>
      listRecords(
        object.plural,
        {
          filter,
          sort: '-created_at',
          limit: MOST,
          count: 'capped',
          fields: [object.title_field, 'source', ...contextOf(object).map((one) => one.key)],
        },
        signal,
      ),
  });
  return (
    <HomeCard
      object={object}
      title={t('home.leads')}
      count={rows.data?.count?.value}
      list={{ filter, sort: '-created_at' }}
      asked={rows}
      empty={rows.data?.data.length === 0 ? t('home.no_leads') : null}
    >
      {rows.data?.data.map((row) => (
        <HomeRow
          key={row.id}
          object={object}
          row={row}
          detail={
            <>
              <span>{source?.choices?.find((choice) => choice.key === row.source)?.label}</span>
              <span className={classes.around}>{formatRelative(row.created_at)}</span>
            </>
          }
        />
      ))}
    </HomeCard>
  );
}
