// A list in groups: a head for each with its count and sums, and under an open one the table of its records.
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Field } from '../api/types.ts';
import { formatInteger } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { isSummed } from './column_model.ts';
import classes from './group.module.css';
import { type Bucket, conditionOf, isTime, labelOfGroup, narrowed } from './group.ts';
import { ProblemView } from './ProblemView.tsx';
import { heightOf, PHONE, RecordTable, type TableProps } from './RecordTable.tsx';
import { MOST_GROUPS, type RecordGroup, useGroups } from './use_groups.ts';

// Beyond the larger number a group scrolls in itself, so that no group costs more rows than a screen or two.
const FIRST_ROWS = 20;
const MOST_ROWS = 100;

interface Props extends Omit<TableProps, 'inGroup'> {
  field: Field;
  bucket: Bucket | undefined;
}

export function GroupedTable({ field, bucket: wanted, ...table }: Props) {
  const { object, params, columns, sort, empty } = table;
  const bucket = isTime(field) ? (wanted ?? 'month') : undefined;
  const summed = useMemo(() => columns.filter(isSummed), [columns]);
  const { heads, sums } = useGroups(object, params, sort, field, bucket, summed);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  if (heads.error) return <ProblemView error={heads.error} onRetry={() => void heads.refetch()} />;
  if (heads.data && !heads.data.groups.length) return <>{empty}</>;
  const setOpen = (id: string, isOpen: boolean) =>
    setOpened((old) => new Set(isOpen ? [...old, id] : [...old].filter((one) => one !== id)));

  // The arrows walk the heads and fold them, as in a tree; keys pressed in a table below are the table's.
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const head = event.target as HTMLElement;
    const id = head.dataset.group;
    if (id === undefined) return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-group]')];
    const place = all.indexOf(head);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) all[next]?.focus();
    else if (event.key === 'ArrowRight') setOpen(id, true);
    else if (event.key === 'ArrowLeft') setOpen(id, false);
    else return;
    event.preventDefault();
  };
  return (
    <section
      className={classes.groups}
      aria-label={t('group.by', { field: field.label })}
      aria-busy={heads.isPending || heads.isPlaceholderData}
      onKeyDown={onKeyDown}
    >
      {heads.data?.truncated && (
        <p className={classes.note} role="status">
          {t('group.too_many', { count: MOST_GROUPS })}
        </p>
      )}
      {heads.data?.groups.map((group) => (
        <OneGroup
          key={group.id}
          {...table}
          group={group}
          field={field}
          bucket={bucket}
          summed={summed}
          sums={sums?.get(group.id)}
          isOpen={opened.has(group.id)}
          onOpen={(isOpen) => setOpen(group.id, isOpen)}
        />
      ))}
    </section>
  );
}

interface OneProps extends Props {
  group: RecordGroup;
  summed: Field[];
  sums: Map<string, string> | undefined;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

function OneGroup({ group, field, bucket, summed, sums, isOpen, onOpen, params, ...table }: OneProps) {
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  const [rows, setRows] = useState(FIRST_ROWS);
  const label = labelOfGroup(field, group.key, bucket);
  const own = useMemo(
    () => ({ ...params, filter: narrowed(params.filter, conditionOf(field, group.key, bucket)) }),
    [params, field, group.key, bucket],
  );
  return (
    <div>
      <h2 className={classes.heading}>
        <button
          type="button"
          className={classes.head}
          data-group={group.id}
          aria-expanded={isOpen}
          onClick={() => onOpen(!isOpen)}
        >
          <ChevronRight size={15} className={classes.chevron} aria-hidden="true" />
          <span className={classes.label} data-empty={group.key === null || undefined}>
            {label}
          </span>
          <span className={classes.count}>{formatInteger(group.count)}</span>
          <span className={classes.sums}>
            {summed.map(
              (one) =>
                sums?.get(one.key) && (
                  <span key={one.key}>
                    {one.label} <b>{sums.get(one.key)}</b>
                  </span>
                ),
            )}
          </span>
        </button>
      </h2>
      {isOpen && (
        <>
          <div className={classes.box} style={{ height: heightOf(Math.min(group.count, rows), table.density, phone) }}>
            <RecordTable {...table} params={own} inGroup={label} empty={null} />
          </div>
          {group.count > rows && rows < MOST_ROWS && (
            <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setRows(MOST_ROWS)}>
              {t('group.more')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
