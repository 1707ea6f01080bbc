// Records in the order of when they happen, newest first or oldest first, under the days or months on which they fall.
import { Button, Loader, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, CalendarDays } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { keys } from '../../../api/query.ts';
import { listRecords } from '../../../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { findField } from '../../../dictionary/dictionary.ts';
import { ObjectIcon } from '../../../dictionary/icon.tsx';
import { faceOf } from '../../../field/faces.ts';
import { PeekButton } from '../../../field/link/PeekButton.tsx';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { asText, isBlank } from '../../../field/shared/values.ts';
import { dayOf, formatting } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { RowBox } from '../../bulk/RowBox.tsx';
import { narrowed } from '../../group.ts';
import { ProblemView } from '../../ProblemView.tsx';
import { useViewWalk } from '../../panel/use_view_walk.ts';
import { timeOf } from '../calendar/Entry.tsx';
import { dayOfRow } from '../calendar/use_days.ts';
import { FieldChooser } from '../FieldChooser.tsx';
import { cardPaths, chosenField, momentFields } from '../fields.ts';
import type { ViewProps } from '../props.ts';
import { useCardChoice } from '../use_card_choice.ts';
import classes from './timeline.module.css';

const PAGE = 50;
const HEAD = 38;
const ENTRY = 46;
const SPANS = ['day', 'month'] as const;

type Line = { head: string } | { row: RecordRow; at: number };

export default function TimelineList({ object, state, onState, params, empty, selection }: ViewProps) {
  const dictionary = useDictionary();
  const among = useMemo(() => momentFields(object), [object]);
  const field = chosenField(dictionary, object, state.by, among);
  const span = state.span === 'month' ? 'month' : 'day';
  const isUp = state.sort === field?.key;
  const fields = useMemo(
    () => cardPaths(object, state.cards, [field?.key]).flatMap((path) => findField(dictionary, object, path) ?? []),
    [dictionary, object, state.cards, field],
  );
  if (!field) return <>{empty}</>;
  return (
    <>
      <div className={classes.tools}>
        <FieldChooser
          label={t('timeline_view.by')}
          icon={<CalendarDays size={15} />}
          field={field}
          fields={among}
          onChange={(by) => onState({ by, sort: undefined })}
        />
        <Button
          variant="default"
          size="compact-md"
          leftSection={isUp ? <ArrowUp size={15} /> : <ArrowDown size={15} />}
          onClick={() => onState({ sort: isUp ? undefined : field.key })}
        >
          {isUp ? t('timeline_view.oldest') : t('timeline_view.newest')}
        </Button>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline_view.span')}
          value={span}
          data={SPANS.map((value) => ({ value, label: t(`timeline_view.span.${value}`) }))}
          onChange={(next) => onState({ span: next === 'month' ? 'month' : undefined })}
        />
      </div>
      <Stream key={`${field.key}:${isUp}`} {...{ object, params, field, fields, span, isUp, empty, selection }} />
    </>
  );
}

interface StreamProps extends Pick<ViewProps, 'object' | 'params' | 'empty' | 'selection'> {
  field: Field;
  fields: Field[];
  span: 'day' | 'month';
  isUp: boolean;
}

function Stream({ object, params, field, fields, span, isUp, empty, selection }: StreamProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const asked = {
    ...params,
    // What has no moment has no place in the order of moments.
    filter: narrowed(params.filter, { field: field.key, op: 'is_not_empty' }),
    sort: isUp ? field.key : `-${field.key}`,
    fields: [field.key, ...fields.map(({ key }) => key)],
  };
  const found = useInfiniteQuery({
    queryKey: [...keys.cards(object.key), 'stream', asked],
    queryFn: ({ pageParam, signal }) =>
      listRecords(object.plural, { ...asked, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.data) ?? [], [found.data]);
  const lines = useMemo(() => linesOf(rows, field, span), [rows, field, span]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index] && 'head' in lines[index] ? HEAD : ENTRY),
    overscan: 10,
    paddingEnd: 24,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= lines.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, lines.length]);

  const walk = useViewWalk(object, asked, found.data?.pages, PAGE);
  const choice = useCardChoice(selection, rows);
  const peeked = lines.findIndex((line) => 'row' in line && line.row.id === walk.peekedId);
  useEffect(() => {
    if (peeked >= 0) virtual.scrollToIndex(peeked);
  }, [peeked, virtual.scrollToIndex]);

  if (found.error) return <ProblemView error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isSuccess && !rows.length) return <>{empty}</>;
  return (
    <section
      ref={scroller}
      className={classes.stream}
      aria-label={t('timeline_view.label', { objects: object.label_plural, field: field.label })}
      aria-busy={found.isPending}
      data-choice={selection.isEmpty ? 'ready' : 'active'}
      {...walk.listeners}
      onClick={(event) => (selection.isEmpty ? walk.listeners.onClick(event) : choice.onClick(event))}
      onKeyDown={step}
    >
      <div className={classes.lines} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.line}
              style={{ transform: `translateY(${start}px)` }}
            >
              {'head' in line ? (
                <h2 className={classes.head}>{headOf(line.head)}</h2>
              ) : (
                <Happening
                  object={object}
                  row={line.row}
                  at={line.at}
                  field={field}
                  fields={fields}
                  withDay={span === 'month'}
                  isChosen={selection.has(line.row.id)}
                  isPeeked={line.row.id === walk.peekedId}
                  onChoose={choice.one}
                />
              )}
            </div>
          );
        })}
      </div>
      {isFetchingNextPage && <Loader size={16} className={classes.loading} />}
    </section>
  );
}

function linesOf(rows: RecordRow[], field: Field, span: 'day' | 'month'): Line[] {
  const lines: Line[] = [];
  let current = '';
  for (const [at, row] of rows.entries()) {
    const day = dayOfRow(row, field);
    const head = span === 'month' ? day.slice(0, 7) : day;
    if (head !== current) lines.push({ head });
    current = head;
    lines.push({ row, at });
  }
  return lines;
}

/** “Today”, “Thursday, 26 November 2026” or “November 2026”. */
function headOf(head: string): string {
  if (head.length > 7 && head === dayOf(new Date())) return t('calendar.today');
  const date = new Date(`${head.length > 7 ? head : `${head}-01`}T00:00:00Z`);
  const parts: Intl.DateTimeFormatOptions =
    head.length > 7
      ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
      : { month: 'long', year: 'numeric' };
  return new Intl.DateTimeFormat(formatting.locale, { ...parts, timeZone: 'UTC' }).format(date);
}

interface HappeningProps {
  object: ObjectType;
  row: RecordRow;
  field: Field;
  fields: Field[];
  withDay: boolean;
  at: number;
  isChosen: boolean;
  isPeeked: boolean;
  onChoose: (index: number, extend: boolean) => void;
}

/** The arrows walk from entry to entry; X chooses one. */
function step(event: KeyboardEvent<HTMLElement>) {
  const entry = (event.target as HTMLElement).closest<HTMLElement>('[data-record]');
  if (!entry || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'x' && (event.target as HTMLElement).matches('a')) {
    event.preventDefault();
    entry.querySelector<HTMLElement>('input[type=checkbox]')?.click();
    return;
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = by && event.currentTarget.querySelector<HTMLElement>(`[data-at="${Number(entry.dataset.at) + by}"] a`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Happening(props: HappeningProps) {
  const { object, row, field, fields, withDay, at, isChosen, isPeeked, onChoose } = props;
  const title = row.title || t('record.untitled');

  const shown = fields.filter((one) => !isBlank(row[one.key]));
  const people = shown.filter((one) => one.kind === 'link' && one.to === 'user');
  const rest = shown.filter((one) => !people.includes(one));
  const when = withDay ? faceOf(field).text(row[field.key], field) : timeOf(row, field);
  return (
    <article
      className={classes.entry}
      data-record={row.id}
      data-at={at}
      data-chosen={isChosen || undefined}
      data-peeked={isPeeked || undefined}
    >
      <span className={classes.bullet}>
        <ObjectIcon object={object} size={14} />
        <span className={classes.choose}>
          <RowBox
            label={t('bulk.choose', { title })}
            checked={isChosen}
            isHead
            onToggle={(extend) => onChoose(at, extend)}
          />
        </span>
      </span>
      <div className={classes.text}>
        <RecordLink object={object.key} id={row.id} className={classes.title}>
          {title}
        </RecordLink>
        <span className={classes.details}>
          {rest.map((one) => {
            const { Cell, text } = faceOf(one);
            return (
              <span key={one.key} className={classes.detail} title={one.label}>
                {one.kind === 'link' ? text(row[one.key], one) : <Cell field={one} value={row[one.key]} dense />}
              </span>
            );
          })}
        </span>
      </div>
      <PeekButton object={object.key} id={row.id} title={title} className={classes.peek} />
      <span className={classes.when}>{when}</span>
      {people.slice(0, 1).map((one) => (
        <span key={one.key} title={`${one.label}: ${asText(row[one.key])}`}>
          <Avatar name={asText(row[one.key])} size={22} />
        </span>
      ))}
    </article>
  );
}
