// A table of results that is sorted by the heads of its columns; long ones are unfolded. On a phone a wide one is a list of cards, each with
// what stood in the columns, so that nothing has to be pushed sideways.
import { Button, NativeSelect, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { formatCount } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { ScrollBox } from './ScrollBox.tsx';
import classes from './sort_table.module.css';

export interface SortColumn<R> {
  key: string;
  label: string;
  /** What it is sorted by; without it the column cannot be sorted. */
  by?: (row: R) => number | string | null;
  isNumber?: boolean;
  /** Sorted from the largest down first, as a number is, though it does not stand as one. */
  isRanked?: boolean;
  /** Words rather than a figure: on a card they stand below their label, over its whole width. */
  isText?: boolean;
  cell: (row: R) => ReactNode;
}

export interface SortTableProps<R> {
  label: string;
  rows: readonly R[];
  keyOf: (row: R) => string;
  columns: readonly SortColumn<R>[];
  /** The key of a column, with `-` before it from the largest down; the rows as they came when missing. */
  sort?: string | undefined;
  onSort?: (sort: string | undefined) => void;
  /** What it is sorted by before somebody chooses, where the page does not keep that. */
  initial?: string;
  /** Rows that are shown before the table is unfolded. */
  first?: number;
}

const FIRST = 25;
const PHONE = '(max-width: 48em)';
/** So many columns fit beside each other on a phone. */
const NARROW = 3;
/** Cards are higher than rows: fewer of them are shown at first. */
const FIRST_CARDS = 10;

function sorted<R>(rows: readonly R[], columns: readonly SortColumn<R>[], sort: string | undefined): readonly R[] {
  const falls = sort?.startsWith('-') ?? false;
  const by = columns.find(({ key }) => key === (falls ? sort?.slice(1) : sort))?.by;
  if (!by) return rows;
  const compare = (left: R, right: R): number => {
    const [one, other] = [by(left), by(right)];
    // What is not known stands last, whichever way.
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const rises =
      typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other));
    return falls ? -rises : rises;
  };
  return [...rows].sort(compare);
}

export function SortTable<R>(props: SortTableProps<R>) {
  const { rows, columns, first = FIRST } = props;
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const [own, setOwn] = useState(props.initial);
  const [isOpen, setOpen] = useState(false);
  const sort = props.onSort ? props.sort : own;
  const setSort = props.onSort ?? setOwn;
  const all = useMemo(() => sorted(rows, columns, sort), [rows, columns, sort]);
  const asCards = Boolean(phone) && columns.length > NARROW;
  const shown = isOpen ? all : all.slice(0, asCards ? Math.min(first, FIRST_CARDS) : first);
  // Numbers are asked for from the largest down first, names from A on.
  const next = (column: SortColumn<R>): string | undefined => {
    const [one, other] =
      column.isNumber || column.isRanked ? [`-${column.key}`, column.key] : [column.key, `-${column.key}`];
    return sort === one ? other : sort === other ? undefined : one;
  };
  return (
    <>
      {asCards ? (
        <Cards {...props} rows={shown} sort={sort} next={next} onSort={setSort} />
      ) : (
        <Table {...props} rows={shown} sort={sort} next={next} onSort={setSort} />
      )}
      {rows.length > shown.length && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setOpen(true)}>
          {t('knowledge.show_all', { number: formatCount(rows.length) })}
        </Button>
      )}
    </>
  );
}

interface Shown<R> extends SortTableProps<R> {
  /** What a press on a column's head sorts by then. */
  next: (column: SortColumn<R>) => string | undefined;
  onSort: (sort: string | undefined) => void;
}

function Table<R>({ label, rows, keyOf, columns, sort, next, onSort }: Shown<R>) {
  return (
    <ScrollBox label={label} className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => {
              const isUp = sort === column.key;
              const isDown = sort === `-${column.key}`;
              return (
                <th
                  key={column.key}
                  scope="col"
                  data-number={column.isNumber || undefined}
                  aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}
                >
                  {column.by ? (
                    <UnstyledButton className={classes.head} onClick={() => onSort(next(column))}>
                      {column.label}
                      {isUp && <ArrowUp size={13} aria-hidden />}
                      {isDown && <ArrowDown size={13} aria-hidden />}
                    </UnstyledButton>
                  ) : (
                    column.label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, place) =>
                place === 0 ? (
                  <th key={column.key} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} data-number={column.isNumber || undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Cards<R>({ label, rows, keyOf, columns, sort, onSort }: Shown<R>) {
  const sortable = columns.filter(({ by }) => by);
  const ways = sortable.flatMap(({ key, label, isNumber, isRanked }) => {
    const both = [
      { value: key, label: `${label} ↑` },
      { value: `-${key}`, label: `${label} ↓` },
    ];
    return isNumber || isRanked ? both.reverse() : both;
  });
  return (
    <>
      {ways.length > 0 && (
        <NativeSelect
          label={t('insight.sorted_by')}
          aria-label={`${t('insight.sorted_by')}: ${label}`}
          size="sm"
          mb="xs"
          value={sort ?? ''}
          data={[{ value: '', label: t('sort.as_it_came') }, ...ways]}
          onChange={({ currentTarget }) => onSort(currentTarget.value || undefined)}
        />
      )}
      <ul className={classes.cards} aria-label={label}>
        {rows.map((row) => (
          <li key={keyOf(row)}>
            <div className={classes.title}>{columns[0]?.cell(row)}</div>
            <dl>
              {columns.slice(1).map((column) => (
                <div key={column.key} data-text={column.isText || undefined}>
                  <dt>{column.label}</dt>
                  <dd>{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
