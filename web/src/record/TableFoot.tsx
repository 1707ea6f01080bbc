// The foot of a table: what the numbers of all matching records come to, asked for after the rows and never before them.
import { useQuery } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import type { Answer } from '../api/generated.ts';
import { keys } from '../api/query.ts';
import type { ListParams } from '../api/records.ts';
import type { Field, ObjectType } from '../api/types.ts';
import { alignOf, faceOf } from '../field/faces.ts';
import { formatMoney } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { isSummed, type Layout } from './column_model.ts';
import classes from './table.module.css';

interface Props {
  object: ObjectType;
  params: ListParams;
  columns: Field[];
  layout: Layout;
  places: number[];
}

export function TableFoot({ object, params, columns, layout, places }: Props) {
  const summed = columns.filter(isSummed);
  const measures = summed.map((field) => ({ measure: 'sum', field: field.key }));
  const totals = useQuery({
    queryKey: [...keys.lists(object.key), 'totals', params.filter, params.q, measures],
    queryFn: ({ signal }) => sums(object, params, summed, signal),
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });
  return (
    <div role="rowgroup" className={classes.foot}>
      <div role="row" className={classes.footRow}>
        {places.map((place) => {
          const field = columns[place];
          if (!field) return null;
          const left = layout.edges[place] ?? 0;
          return (
            <div
              key={field.key}
              role="gridcell"
              className={place === 0 ? classes.footFirst : classes.footCell}
              style={{ left: place === 0 ? 0 : left, width: (layout.edges[place + 1] ?? 0) - left }}
              data-align={alignOf(field)}
              aria-colindex={place + 1}
            >
              {place === 0 ? t('table.total') : totals.data?.get(field.key)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Each column is asked for by itself, for one that may not be summed takes nothing from the others. */
async function sums(object: ObjectType, params: ListParams, fields: Field[], signal: AbortSignal) {
  const told = new Map<string, string>();
  for (const field of fields) {
    const { groups } = await post<Answer<'Groups'>>(
      `/${object.plural}/groups`,
      { filter: params.filter, q: params.q, by: [], measures: [{ measure: 'sum', field: field.key }] },
      { signal },
    );
    const shown = groups.flatMap(({ values: [value], currency }) => amountText(field, value, currency) ?? []);
    told.set(field.key, shown.join(' + '));
  }
  return told;
}

/** A sum as it is read; none where nothing was summed, or where the unit of an amount is not known. */
export function amountText(field: Field, value: unknown, currency: string | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (field.kind !== 'money') return faceOf(field).text(value, field);
  const told = typeof value === 'object' ? (value as { amount: string; currency?: string }) : undefined;
  const unit = told?.currency ?? currency;
  return unit ? formatMoney(told?.amount ?? String(value), unit) : undefined;
}
