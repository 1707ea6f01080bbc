// Open deals that nobody has touched for a while, or that stand in their stage longer than they should; the largest first.
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { Filter, ObjectType, RecordRow } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { asMoney, asText } from '../../field/shared/values.ts';
import { formatMoney, formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { contextOf, HomeCard, HomeRow } from './HomeCard.tsx';
import classes from './home.module.css';
import { dayFrom, type Scope, within } from './scope.ts';

const MOST = 6;
const QUIET_DAYS = 14;
const ACTS = ['call', 'meeting', 'note'];

/** The days that a deal may stand in each stage, where the stages have such a limit. */
function useAgeLimits(deal: ObjectType) {
  const stage = useDictionary().byKey.get('stage');
  const known = stage?.fields.some((field) => field.key === 'age_limit') && hasField(deal, 'stage_since');
  return useQuery({
    queryKey: [...keys.lists('stage'), 'age_limits'],
    queryFn: async ({ signal }) => {
      const filter: Filter = { field: 'age_limit', op: 'is_not_empty' };
      const page = await listRecords('stages', { filter, fields: ['age_limit'], limit: 100 }, signal);
      return page.data.map((row) => ({ id: row.id, days: Number(row.age_limit) })).filter(({ days }) => days > 0);
    },
    enabled: Boolean(known),
    staleTime: 5 * 60_000,
  });
}

const hasField = (object: ObjectType, key: string) => object.fields.some((field) => field.key === key);

export function QuietDeals({ object, scope }: { object: ObjectType; scope: Scope }) {
  const dictionary = useDictionary();
  const limits = useAgeLimits(object);
  const acts = object.links.filter(
    (link) => ACTS.includes(link.object) && (dictionary.byKey.get(link.object)?.can.read ?? 'none') !== 'none',
  );
  const silent: Filter = {
    and: [
      { field: 'updated_at', op: 'before', value: dayFrom(-QUIET_DAYS) },
      ...acts.map(
        (link): Filter => ({
          not: {
            linked: link.link,
            where: { field: 'happened_at', op: 'within', value: { last: QUIET_DAYS, unit: 'day' } },
          },
        }),
      ),
    ],
  };
  const standing = (limits.data ?? []).map(
    ({ id, days }): Filter => ({
      and: [
        { field: 'stage', op: 'is', value: id },
        { field: 'stage_since', op: 'before', value: dayFrom(-days) },
      ],
    }),
  );
  const filter = within(
    scope,
    { field: 'outcome', op: 'is', value: 'open' },
    standing.length ? { or: [silent, ...standing] } : silent,
  );
  const since = hasField(object, 'stage_since') ? ['stage', 'stage_since'] : [];
  const rows = useQuery({
    queryKey: [...keys.lists(object.key), 'home-quiet', filter],
    queryFn: ({ signal }) =>
      listRecords(
        object.plural,
        {
          filter,
          sort: '-amount',
          limit: MOST,
          count: 'capped',
          fields: [object.title_field, 'amount', ...since, ...contextOf(object).map((one) => one.key)],
        },
        signal,
      ),
    enabled: !limits.isLoading,
  });
  const amountOf = (row: RecordRow) => {
    const money = asMoney(row.amount);
    return money && formatMoney(money.amount, money.currency);
  };
  const why = (row: RecordRow) => {
    const stage = row.stage as { id: string; title?: string } | null | undefined;
    const limit = limits.data?.find((one) => one.id === stage?.id);
    const at = asText(row.stage_since);
    return limit && at && at.slice(0, 10) < dayFrom(-limit.days)
      ? t('home.standing', { stage: stage?.title ?? '', when: formatRelative(at) })
      : t('home.quiet_since', { when: formatRelative(row.updated_at) });
  };
  return (
    <HomeCard
      object={object}
      title={t('home.quiet')}
      count={rows.data?.count?.value}
      list={{ filter, sort: '-amount' }}
      asked={rows}
      empty={rows.data?.data.length === 0 ? t('home.no_quiet') : null}
    >
      {rows.data?.data.map((row) => (
        <HomeRow
          key={row.id}
          object={object}
          row={row}
          detail={
            <>
              <span className={classes.amount}>{amountOf(row)}</span>
              <span className={classes.around}>{why(row)}</span>
            </>
          }
        />
      ))}
    </HomeCard>
  );
}
