// A report as a table: one row for each group, or crossed as a pivot, with sums and what it was before.
import { Table, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import type { Definition, Dimension, ReportAnswer, ReportRow } from '../../api/reports.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { findField } from '../../dictionary/dictionary.ts';
import { t } from '../../i18n/index.ts';
import { formsOf, idOf, numberOf, ofCurrency } from './plot.ts';
import classes from './report.module.css';
import { columnNames, dimensionName, keyName, LETTERS } from './words.ts';

interface Props {
  object: ObjectType;
  definition: Definition;
  answer: ReportAnswer;
  currency: string | undefined;
  label: string;
  isPivot: boolean;
  onOpen: (filter: Filter | null) => void;
}

const MOST = 1000;

export default function ReportTable(props: Props) {
  return props.isPivot && (props.definition.by?.length ?? 0) > 1 ? <Pivot {...props} /> : <Flat {...props} />;
}

function useNames({ object, definition, currency }: Props) {
  const dictionary = useDictionary();
  return useMemo(() => {
    const by = definition.by ?? [];
    return {
      by,
      fields: by.map(({ field }) => findField(dictionary, object, field)),
      heads: by.map((dimension) => dimensionName(dictionary, object, dimension)),
      columns: columnNames(dictionary, object, definition),
      forms: formsOf(dictionary, object, definition, currency),
    };
  }, [dictionary, object, definition, currency]);
}

function Flat(props: Props) {
  const { answer, currency, label, onOpen } = props;
  const { by, fields, heads, columns, forms } = useNames(props);
  const rows = ofCurrency(answer.rows, currency);
  const totals = ofCurrency(answer.totals, currency);
  const compared = Boolean(answer.compared);
  const cells = (row: ReportRow) =>
    columns.flatMap((_, place) => {
      const text = (value: unknown) => textOf(value, forms[place]?.full);
      const now = (
        <Table.Td key={LETTERS[place]} ta="end">
          {text(row.values[place])}
        </Table.Td>
      );
      return compared
        ? [
            now,
            <Table.Td key={`${LETTERS[place]} before`} ta="end" c="dimmed">
              {text(row.before?.[place])}
            </Table.Td>,
          ]
        : [now];
    });
  return (
    <Table.ScrollContainer minWidth={260} className={classes.table}>
      <Table aria-label={label} fz="sm" verticalSpacing={6} stickyHeader highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two dimensions may have the same name
              <Table.Th key={place}>{head}</Table.Th>
            ))}
            {columns.flatMap((column, place) => [
              <Table.Th key={LETTERS[place]} ta="end">
                {column}
              </Table.Th>,
              ...(compared
                ? [
                    <Table.Th key={`${LETTERS[place]} before`} ta="end">
                      {t('report.before', { column })}
                    </Table.Th>,
                  ]
                : []),
            ])}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, MOST).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups come in a sequence that is theirs
            <Table.Tr key={at}>
              {by.map((dimension, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two dimensions may be the same field
                <Table.Th key={place} scope="row" fw={500}>
                  {place === 0 ? (
                    <Opening row={row} name={nameOf(row, place, dimension, fields[place])} onOpen={onOpen} />
                  ) : (
                    nameOf(row, place, dimension, fields[place])
                  )}
                </Table.Th>
              ))}
              {cells(row)}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {by.length > 0 && (
          <Table.Tfoot>
            {totals.map((row) => (
              <Table.Tr key={row.currency ?? ''}>
                <Table.Th scope="row" colSpan={by.length}>
                  <Opening row={row} name={t('chart.total')} onOpen={onOpen} />
                </Table.Th>
                {cells(row)}
              </Table.Tr>
            ))}
          </Table.Tfoot>
        )}
      </Table>
    </Table.ScrollContainer>
  );
}

/** The first dimension down, the others across; sums at the ends are the server's own, so that means and middles are right too. */
function Pivot(props: Props) {
  const { answer, currency, label, onOpen } = props;
  const { by, fields, heads, forms } = useNames(props);
  const form = forms[0]?.full;
  const [first] = by;
  const rows = ofCurrency(answer.rows, currency);
  const across = useMemo(() => {
    const found = new Map<string, string>();
    for (const row of ofCurrency(answer.others, currency))
      found.set(
        row.key.map(idOf).join('|'),
        row.key.map((key, place) => keyName(fields[place + 1], by[place + 1] as Dimension, key)).join(' · '),
      );
    return [...found.entries()];
  }, [answer.others, currency, fields, by]);
  if (!first) return null;
  const cell = new Map(
    rows.map((row) => [`${idOf(row.key[0])}${row.rest}\n${row.key.slice(1).map(idOf).join('|')}`, row]),
  );
  const others = new Map(ofCurrency(answer.others, currency).map((row) => [row.key.map(idOf).join('|'), row]));
  const total = ofCurrency(answer.totals, currency)[0];
  const show = (row: ReportRow | undefined, key: string, isSum = false) => (
    <Table.Td key={key} ta="end" fw={isSum ? 600 : undefined}>
      {row && <Opening row={row} name={textOf(row.values[0], form)} onOpen={onOpen} />}
    </Table.Td>
  );
  return (
    <Table.ScrollContainer minWidth={320} className={classes.table}>
      <Table aria-label={label} fz="sm" verticalSpacing={6} stickyHeader highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{heads[0]}</Table.Th>
            {across.map(([key, name]) => (
              <Table.Th key={key} ta="end">
                {name}
              </Table.Th>
            ))}
            <Table.Th ta="end">{t('chart.total')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ofCurrency(answer.firsts, currency)
            .slice(0, MOST)
            .map((row) => {
              const id = `${idOf(row.key[0])}${row.rest}`;
              return (
                <Table.Tr key={id}>
                  <Table.Th scope="row" fw={500}>
                    {nameOf(row, 0, first, fields[0])}
                  </Table.Th>
                  {across.map(([key]) => show(cell.get(`${id}\n${key}`), key))}
                  {show(row, 'sum', true)}
                </Table.Tr>
              );
            })}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('chart.total')}</Table.Th>
            {across.map(([key]) => show(others.get(key), key, true))}
            {show(total, 'sum', true)}
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

function Opening({ row, name, onOpen }: { row: ReportRow; name: string; onOpen: (filter: Filter | null) => void }) {
  if (!row.filter) return <>{name}</>;
  return (
    <UnstyledButton className={classes.link} onClick={() => onOpen(row.filter)}>
      {name}
    </UnstyledButton>
  );
}

function nameOf(row: ReportRow, place: number, dimension: Dimension, field: Parameters<typeof keyName>[0]): string {
  return place === 0 && row.rest ? t('chart.rest') : keyName(field, dimension, row.key[place]);
}

function textOf(value: unknown, write: ((value: number) => string) | undefined): string {
  const number = numberOf(value);
  if (number !== null) return write ? write(number) : String(number);
  return typeof value === 'string' && value ? value : '–';
}
