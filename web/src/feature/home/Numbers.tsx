// The few numbers that matter, small and honest: each stands over the list that it was counted from.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { post } from '../../api/client.ts';
import type { Answer } from '../../api/generated.ts';
import { keys } from '../../api/query.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { formatMoney, formatting } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './home.module.css';
import { monthFrom, type Scope, within } from './scope.ts';

const MONTHS = 6;

interface Sum {
  key: unknown;
  count: number;
  amount: number;
  currency: string | undefined;
}

async function sums(object: ObjectType, filter: Filter, by: unknown[], signal: AbortSignal): Promise<Sum[]> {
  const measures = [{ measure: 'count' }, { measure: 'sum', field: 'amount' }];
  const told = await post<Answer<'Groups'>>(`/${object.plural}/groups`, { filter, by, measures }, { signal });
  return told.groups.map(({ key, values: [count, sum], currency }) => ({
    key: key[0],
    count: Number(count),
    amount: Number((sum as { amount?: string } | null)?.amount ?? 0),
    currency,
  }));
}

/** Amounts of several currencies are never added: the one with the most stands first, the others are told. */
function moneyOf(groups: readonly Sum[]): string {
  const byCurrency = new Map<string, number>();
  for (const { amount, currency } of groups)
    if (currency) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amount);
  const shown = [...byCurrency].sort((a, b) => b[1] - a[1]);
  if (!shown.length) return formatMoney(0, formatting.currency, true);
  return shown
    .slice(0, 2)
    .map(([currency, amount]) => formatMoney(amount, currency, true))
    .join(' + ');
}

const countOf = (groups: readonly Sum[]) => groups.reduce((sum, group) => sum + group.count, 0);

export function Numbers({ deal, scope }: { deal: ObjectType; scope: Scope }) {
  const open = within(scope, { field: 'outcome', op: 'is', value: 'open' });
  const closing = within(
    scope,
    { field: 'outcome', op: 'is', value: 'open' },
    { field: 'close_date', op: 'within', value: { this: 'month' } },
  );
  const wonSince = within(
    scope,
    { field: 'outcome', op: 'is', value: 'won' },
    { field: 'closed_at', op: 'on_or_after', value: monthFrom(1 - MONTHS) },
  );
  const wonNow = within(
    scope,
    { field: 'outcome', op: 'is', value: 'won' },
    { field: 'closed_at', op: 'within', value: { this: 'month' } },
  );
  const told = useQuery({
    queryKey: [...keys.lists(deal.key), 'home-numbers', scope, monthFrom(0)],
    queryFn: async ({ signal }) => {
      const [pipeline, soon, won] = await Promise.all([
        sums(deal, open, [], signal),
        sums(deal, closing, [], signal),
        sums(deal, wonSince, [{ field: 'closed_at', bucket: 'month' }], signal),
      ]);
      return { pipeline, soon, won };
    },
  });
  const of = (month: string) => (told.data?.won ?? []).filter((one) => String(one.key).startsWith(month.slice(0, 7)));
  const months = Array.from({ length: MONTHS }, (_, place) => monthFrom(place + 1 - MONTHS));
  const before = of(monthFrom(-1));
  return (
    <div className={classes.numbers} aria-busy={told.isPending}>
      <Tile
        deal={deal}
        filter={open}
        sort="-amount"
        label={t('home.pipeline')}
        value={told.data && moneyOf(told.data.pipeline)}
        note={told.data && t('home.deals', { count: countOf(told.data.pipeline) })}
      />
      <Tile
        deal={deal}
        filter={closing}
        sort="close_date"
        label={t('home.closing_month')}
        value={told.data && moneyOf(told.data.soon)}
        note={told.data && t('home.deals', { count: countOf(told.data.soon) })}
      />
      <Tile
        deal={deal}
        filter={wonNow}
        sort="-closed_at"
        label={t('home.won')}
        value={told.data && moneyOf(of(monthFrom(0)))}
        note={told.data && t('home.won_before', { month: monthName(monthFrom(-1)), amount: moneyOf(before) })}
      >
        <Bars
          bars={months.map((month) => ({
            name: monthName(month),
            value: of(month).reduce((sum, one) => sum + one.amount, 0),
            text: moneyOf(of(month)),
          }))}
        />
      </Tile>
    </div>
  );
}

function monthName(day: string): string {
  return new Intl.DateTimeFormat(formatting.locale, { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function Tile({
  deal,
  filter,
  sort,
  label,
  value,
  note,
  children,
}: {
  deal: ObjectType;
  filter: Filter;
  sort: string;
  label: string;
  value: string | undefined;
  note: string | undefined;
  children?: ReactNode;
}) {
  return (
    <Link to="/$plural" params={{ plural: deal.plural }} search={{ filter, sort }} className={classes.tile}>
      <span className={classes.tileText}>
        <span className={classes.tileLabel}>{label}</span>
        <span className={classes.tileValue}>{value ?? '\u00a0'}</span>
        <span className={classes.tileNote}>{note ?? '\u00a0'}</span>
      </span>
      {children}
    </Link>
  );
}

const HEIGHT = 40;

/** Months beside each other from zero, the running one in the accent: it is not over yet. */
function Bars({ bars }: { bars: { name: string; value: number; text: string }[] }) {
  const most = Math.max(...bars.map((bar) => bar.value), 1);
  return (
    <span className={classes.bars} aria-hidden="true">
      {bars.map((bar, place) => (
        <span
          key={bar.name}
          className={classes.bar}
          data-now={place === bars.length - 1 || undefined}
          style={{ height: Math.max(2, Math.round((bar.value / most) * HEIGHT)) }}
          title={`${bar.name}: ${bar.text}`}
        />
      ))}
    </span>
  );
}
