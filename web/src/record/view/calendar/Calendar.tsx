// A calendar: records on the day of one of their dates, by month, by week, by day or as an agenda; carried to other days and hours.
import { DndContext, type DragEndEvent, DragOverlay, useDroppable } from '@dnd-kit/core';
import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { CalendarDays, ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Field, Filter, ObjectType, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { dayOf, formatDate, formatting } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { narrowed } from '../../group.ts';
import { ProblemView } from '../../ProblemView.tsx';
import { useViewWalk } from '../../panel/use_view_walk.ts';
import { canWrite } from '../../paste_plan.ts';
import { PHONE } from '../../RecordTable.tsx';
import { dayName } from '../../time_grid/clock.ts';
import { FieldChooser } from '../FieldChooser.tsx';
import { chosenField, durationField, momentFields } from '../fields.ts';
import type { ViewProps } from '../props.ts';
import { SPANS, type Span, switched } from '../state.ts';
import { Agenda } from './Agenda.tsx';
import classes from './calendar.module.css';
import { DayList } from './DayList.tsx';
import { addDays, addMonths, daysBetween, monthGrid, monthOf, startOfMonth, weekGrid } from './days.ts';
import { dayAnnouncements, dayUnderPointer, useCalendarSensors } from './drag.ts';
import { colorField, Entry } from './Entry.tsx';
import { Hours } from './Hours.tsx';
import { moveToDay, valueOn } from './use_day_change.ts';
import { DAYS_PAGE, useDays } from './use_days.ts';

const PHONE_SPANS = ['agenda', 'day'] as const satisfies Span[];
// What fits into a day of a month of five weeks, and of one that needs six.
const IN_MONTH = [4, 3] as const;
const DAY_HEIGHT = [118, 96] as const;

export default function Calendar({ object, state, onState, params }: ViewProps) {
  const dictionary = useDictionary();
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  const among = useMemo(() => momentFields(object), [object]);
  const field = chosenField(dictionary, object, state.by, among);
  const wanted = SPANS.find((one) => one === state.span) ?? 'month';
  // Seven columns do not fit on a phone.
  const span: Span = phone ? (wanted === 'day' ? 'day' : 'agenda') : wanted;
  const offered: readonly Span[] = phone ? PHONE_SPANS : SPANS;
  const today = dayOf(new Date());
  const at = state.at ?? today;
  const days = useMemo(() => daysOf(span, at), [span, at]);
  const color = colorField(object);
  const asked = useMemo(
    () => ({
      ...params,
      fields: [
        field?.key,
        color?.key,
        durationField(object)?.key,
        object.fields.some(({ key }) => key === 'done') ? 'done' : undefined,
      ].flatMap((key) => key ?? []),
    }),
    [params, field, color, object],
  );
  if (!field) return null;
  const step = (by: number) => {
    const size = { week: 7, day: 1, month: 0, agenda: 0 }[span];
    onState({ at: size ? addDays(at, by * size) : addMonths(at, by) });
  };
  return (
    <>
      <div className={classes.head}>
        <Button variant="default" size="compact-md" onClick={() => onState({ at: undefined })}>
          {t('calendar.today')}
        </Button>
        <ActionIcon variant="default" size={30} aria-label={t('calendar.before')} onClick={() => step(-1)}>
          <ChevronLeft size={15} />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label={t('calendar.after')} onClick={() => step(1)}>
          <ChevronRight size={15} />
        </ActionIcon>
        <h2 className={classes.title} aria-live="polite">
          {titleOf(span, at, days)}
        </h2>
        <div className={classes.headEnd}>
          <FieldChooser
            label={t('calendar.by')}
            icon={<CalendarDays size={15} />}
            field={field}
            fields={among}
            onChange={(by) => onState({ by })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('calendar.span')}
            value={span}
            data={offered.map((value) => ({ value, label: t(`calendar.span.${value}`) }))}
            onChange={(next) => onState({ span: next === offered[0] ? undefined : (next as Span) })}
          />
        </div>
      </div>
      <Days
        key={field.key}
        {...{ object, field, color, days, span, today }}
        month={span === 'month' ? monthOf(at) : undefined}
        params={asked}
        onDay={(day) => onState({ span: span === 'day' ? 'agenda' : 'day', at: day })}
        onNarrow={(condition) => onState(switched({ ...state, filter: narrowed(state.filter, condition) }, 'table'))}
      />
    </>
  );
}

function daysOf(span: Span, at: string): string[] {
  if (span === 'day') return [at];
  if (span === 'week') return weekGrid(at, formatting.firstWeekday);
  if (span === 'month') return monthGrid(at, formatting.firstWeekday);
  return daysBetween(startOfMonth(at), addDays(addMonths(at, 1), -1));
}

function titleOf(span: string, at: string, days: string[]): string {
  if (span === 'week') return `${formatDate(days[0] ?? at, true)} – ${formatDate(days.at(-1) ?? at)}`;
  if (span === 'day') return dayName(at);
  const format = new Intl.DateTimeFormat(formatting.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${startOfMonth(at)}T00:00:00Z`));
}

interface DaysProps {
  object: ObjectType;
  field: Field;
  color: Field | undefined;
  days: string[];
  span: Span;
  today: string;
  month: string | undefined;
  params: ViewProps['params'];
  onDay: (day: string) => void;
  onNarrow: (condition: Filter) => void;
}

function Days(props: DaysProps) {
  const { object, field, color, days, span, today, month, params, onDay, onNarrow } = props;
  const navigate = useNavigate();
  const sensors = useCalendarSensors();
  const [carried, setCarried] = useState<RecordRow | null>(null);
  const found = useDays(object, params, field, days[0] ?? today, days.at(-1) ?? today);
  const canChange = canWrite(object, field);
  const canMove = (row: RecordRow) =>
    canChange && (row.can?.includes('change') ?? true) && !row.readonly?.includes(field.key);
  const make =
    object.can.create && canChange
      ? (preset: Record<string, unknown>) =>
          void navigate({ to: '/$plural/new', params: { plural: object.plural }, search: { preset } })
      : undefined;
  const create = make && ((day: string) => make({ [field.key]: valueOn(field, day) }));
  const walk = useViewWalk(object, found.asked, found.ends, DAYS_PAGE);
  const duration = durationField(object);
  const canResize = (row: RecordRow) =>
    canMove(row) && Boolean(duration && canWrite(object, duration)) && !row.readonly?.includes(duration?.key ?? '');
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setCarried(null);
    const { row } = active.data.current as { row: RecordRow };
    const day = over ? String(over.id) : undefined;
    if (day && !found.byDay.get(day)?.some(({ id }) => id === row.id)) void moveToDay(object, field, row, day);
  };
  if (found.error) return <ProblemView error={found.error} onRetry={found.retry} />;
  if (span === 'agenda')
    return <Agenda {...{ object, field, color, days, today, found, create, params, onNarrow, walk }} />;
  if (span !== 'month')
    return (
      <Hours
        {...{ object, field, color, days, found, canMove, canResize, onDay }}
        create={make}
        openId={walk.peekedId}
        onOpen={walk.open}
      />
    );
  const places = new Map(found.rows.map(({ id }, at) => [id, at]));
  const weeks = days.length / 7;
  const isTall = weeks < 6 ? 0 : 1;
  const most = IN_MONTH[isTall];
  const height = DAY_HEIGHT[isTall];
  const names = days.slice(0, 7).map((day) => weekdayName(day));
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={dayUnderPointer}
      accessibility={{
        announcements: dayAnnouncements,
        screenReaderInstructions: { draggable: t('calendar.instructions') },
      }}
      onDragStart={({ active }) => setCarried((active.data.current as { row: RecordRow }).row)}
      onDragEnd={onDragEnd}
      onDragCancel={() => setCarried(null)}
    >
      <section
        className={classes.grid}
        style={{ gridTemplateRows: `auto repeat(${weeks}, minmax(${height}px, 1fr))` }}
        aria-label={t('calendar.label', { objects: object.label_plural, field: field.label })}
        aria-busy={found.isPending}
      >
        {names.map((name) => (
          <div key={name} className={classes.weekday}>
            {name}
          </div>
        ))}
        {days.map((day) => {
          const rows = found.byDay.get(day) ?? [];
          const count = found.countOf(day);
          // One more entry takes no more room than the words that say so.
          const shown = count <= most ? rows : rows.slice(0, most - 1);
          return (
            <Day
              key={day}
              day={day}
              isToday={day === today}
              isOutside={month !== undefined && monthOf(day) !== month}
              onCreate={create}
              object={object}
            >
              {shown.map((row) => (
                <Entry
                  key={row.id}
                  object={object}
                  row={row}
                  field={field}
                  color={color}
                  canMove={canMove(row)}
                  at={places.get(row.id) ?? 0}
                  isOpen={row.id === walk.peekedId}
                  onOpen={walk.open}
                />
              ))}
              {count > shown.length && (
                <DayList {...{ object, params, field, day, count, onNarrow }} more={count - shown.length} />
              )}
            </Day>
          );
        })}
      </section>
      <DragOverlay dropAnimation={null}>
        {carried && <div className={classes.carried}>{carried.title || t('record.untitled')}</div>}
      </DragOverlay>
    </DndContext>
  );
}

const weekdayName = (day: string) =>
  new Intl.DateTimeFormat(formatting.locale, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

interface DayProps {
  day: string;
  object: ObjectType;
  isToday: boolean;
  isOutside: boolean;
  onCreate: ((day: string) => void) | undefined;
  children: React.ReactNode;
}

function Day({ day, object, isToday, isOutside, onCreate, children }: DayProps) {
  const drop = useDroppable({ id: day });
  const label = t('calendar.add', { object: object.label.toLowerCase(), day: formatDate(day) });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button in the day does the same from the keyboard
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div
      ref={drop.setNodeRef}
      className={classes.day}
      data-day={day}
      data-today={isToday || undefined}
      data-outside={isOutside || undefined}
      data-over={drop.isOver || undefined}
      data-creates={onCreate ? true : undefined}
      onClick={(event) => event.target === event.currentTarget && onCreate?.(day)}
    >
      <div className={classes.dayHead}>
        <time dateTime={day} className={classes.number}>
          {Number(day.slice(8))}
        </time>
        {onCreate && (
          <ActionIcon size={20} className={classes.add} aria-label={label} title={label} onClick={() => onCreate(day)}>
            <Plus size={13} />
          </ActionIcon>
        )}
      </div>
      {children}
    </div>
  );
}
