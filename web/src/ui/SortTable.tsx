// A table of results that is sorted by the heads of its columns; long ones are unfolded.
import { Button, UnstyledButton } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { formatInteger } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { ScrollBox } from './ScrollBox.tsx';
import classes from './sort_table.module.css';

export interface SortColumn<R> {
  key: string;
  label: string;
  /** What it is sorted by; without it the column cannot be sorted. */
  by?: (row: R) => number | string | null;
  isNumber?: boolean;
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
  /** Rows that are shown before the table is unfolded. */
  first?: number;
}

const FIRST = 25;

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
  const { label, rows, keyOf, columns, first = FIRST } = props;
  const [own, setOwn] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const sort = props.onSort ? props.sort : own;
  const setSort = props.onSort ?? setOwn;
  const all = useMemo(() => sorted(rows, columns, sort), [rows, columns, sort]);
  const shown = isOpen ? all : all.slice(0, first);
  // Numbers are asked for from the largest down first, names from A on.
  const next = (column: SortColumn<R>): string | undefined => {
    const [one, other] = column.isNumber ? [`-${column.key}`, column.key] : [column.key, `-${column.key}`];
    return sort === one ? other : sort === other ? undefined : one;
  };
  return (
    <>
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
                      <UnstyledButton className={classes.head} onClick={() => setSort(next(column))}>
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
            {shown.map((row) => (
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
      {rows.length > shown.length && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setOpen(true)}>
          {t('knowledge.show_all', { number: formatInteger(rows.length) })}
        </Button>
      )}
    </>
  );
}
