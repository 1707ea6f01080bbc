// /calendar: one's own day, week or month beside those of colleagues – meetings, calls and tasks among the hours one works.
import { ActionIcon, Button, Chip, Group, SegmentedControl } from '@mantine/core';
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { CalendarDays, ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { listWorkingHours } from '../../api/calendar.ts';
import { listUsers } from '../../api/candidates.ts';
import { useSession } from '../../api/session_context.tsx';
import { useDictionary } from '../../dictionary/context.tsx';
import { usePeek, usePeeked } from '../../field/link/peek.ts';
import { chipColor } from '../../field/shared/choice_color.ts';
import { dayOf, formatDate, formatDuration, formatTimestamp, formatting, instantOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PHONE } from '../../record/RecordTable.tsx';
import { clockOf, dayName } from '../../record/time_grid/clock.ts';
import { DAY, dateOf } from '../../record/time_grid/lanes.ts';
import { TimeGrid } from '../../record/time_grid/TimeGrid.tsx';
import { addDays, addMonths, monthGrid, startOfMonth, weekGrid } from '../../record/view/calendar/days.ts';
import { changeMoment } from '../../record/view/calendar/use_day_change.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { AgendaDays } from './AgendaDays.tsx';
import classes from './calendar.module.css';
import { type Entry, KINDS, type Kind, MOMENT, useEntries } from './events.ts';
import { workedOn } from './hours.ts';
import { MonthDays } from './MonthDays.tsx';
import { NewDialog, type Wanted } from './NewDialog.tsx';
import { People } from './People.tsx';

export const SPANS = ['day', 'week', 'month', 'agenda'] as const;
export type Span = (typeof SPANS)[number];

export interface CalendarState {
  span?: Span;
  at?: string;
  /** Whose calendars, besides one's own. */
  who?: string;
  /** What is left out. */
  without?: string;
}

/** The hue by which a kind is known everywhere in the calendar. */
const COLORS: Record<Kind, string> = { meeting: 'blue', call: 'teal', task: 'amber' };

/** A month of days ahead is enough to plan by, and short enough to read. */
const AGENDA_DAYS = 21;

interface Props {
  state: CalendarState;
  onState: (next: CalendarState) => void;
}

export function CalendarPage({ state, onState }: Props) {
  const session = useSession();
  const dictionary = useDictionary();
  const router = useRouter();
  const peek = usePeek();
  const peeked = usePeeked();
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  const [wanted, setWanted] = useState<Wanted | null>(null);
  useDocumentTitle(`${t('team_calendar.title')} · Kith`);

  const offered = phone ? (['agenda', 'day'] as const) : SPANS;
  const span: Span = offered.find((one) => one === state.span) ?? (phone ? 'agenda' : 'week');
  const today = dayOf(new Date());
  const at = state.at ?? today;
  const days = useMemo(() => daysOf(span, at), [span, at]);
  const me = session.user.id;
  const staff = useQuery({ queryKey: ['users', 'all'], queryFn: ({ signal }) => listUsers(signal), staleTime: 60_000 });
  const users = useMemo(() => [me, ...(state.who?.split(',') ?? []).filter((id) => id && id !== me)], [me, state.who]);
  const objects = useMemo(() => {
    const readable = (key: string) => {
      const object = dictionary.byKey.get(key);
      return object && object.can.read !== 'none' ? object : undefined;
    };
    return {
      meeting: readable('meeting'),
      call: readable('call'),
      task: readable('task'),
      meeting_attendee: readable('meeting_attendee'),
    };
  }, [dictionary]);
  const without = state.without ?? '';
  const kinds = useMemo(
    () => KINDS.filter((kind) => objects[kind] && !without.split(',').includes(kind)),
    [objects, without],
  );
  const first = days[0] ?? at;
  const last = days.at(-1) ?? at;
  const { entries, isPending, error, retry } = useEntries({ objects, kinds, users, first, last });
  const hours = useQuery({
    queryKey: ['working_hours'],
    queryFn: ({ signal }) => listWorkingHours(signal),
    staleTime: 60_000,
  });
  const nameOf = (user: string) =>
    user === me ? session.user.name : (staff.data?.find(({ id }) => id === user)?.name ?? '');

  // Several people on one day stand side by side, each in a column; over several days their hours share them.
  const isSide = span === 'day' && users.length > 1;
  const columns = useMemo(() => (isSide ? users.map((user) => `${at}#${user}`) : days), [isSide, users, at, days]);
  const shown = useMemo(
    () => (isSide ? entries.map((entry) => ({ ...entry, day: `${entry.day}#${entry.user}` })) : onceEach(entries, me)),
    [isSide, entries, me],
  ).map((entry) => ({ ...entry, ...faceOf(entry, users.length > 1 && !isSide ? nameOf(entry.user) : '') }));
  const userOf = (column: string) => column.slice(11) || me;
  const hoursOf = (user: string) => hours.data?.find((one) => one.user === user);

  const create = objects.meeting?.can.create || objects.task?.can.create || objects.call?.can.create;
  const begin = (column: string, minute: number | null, minutes = 30) =>
    setWanted({ day: dateOf(column), minute: minute ?? 9 * 60, minutes, user: userOf(column) });
  const hrefOf = ({ object, record }: Entry) =>
    router.buildLocation({ to: '/$plural/$id', params: { plural: object.plural, id: record } }).href;
  const step = (by: number) => {
    const size = { week: 7, day: 1, agenda: AGENDA_DAYS, month: 0 }[span];
    onState({ ...state, at: size ? addDays(at, by * size) : addMonths(at, by) });
  };
  const openDay = (day: string) => onState({ ...state, span: 'day', at: dateOf(day) });

  return (
    <div className={classes.page}>
      <PageHeader
        icon={<CalendarDays size={18} strokeWidth={1.75} />}
        title={t('team_calendar.title')}
        actions={
          create && (
            <Button
              leftSection={<Plus size={16} />}
              onClick={() => begin(at < today ? today : at, 10 * 60, 60)}
              aria-label={t('team_calendar.new')}
            >
              {t('team_calendar.new')}
            </Button>
          )
        }
      />
      <div className={classes.head}>
        <Group gap={6} wrap="nowrap">
          <Button variant="default" size="compact-md" onClick={() => onState({ ...state, at: undefined })}>
            {t('calendar.today')}
          </Button>
          <ActionIcon variant="default" size={30} aria-label={t('calendar.before')} onClick={() => step(-1)}>
            <ChevronLeft size={15} />
          </ActionIcon>
          <ActionIcon variant="default" size={30} aria-label={t('calendar.after')} onClick={() => step(1)}>
            <ChevronRight size={15} />
          </ActionIcon>
          <h2 className={classes.title} aria-live="polite">
            {titleOf(span, at, first, last)}
          </h2>
        </Group>
        <Group gap="xs" className={classes.headEnd}>
          <People
            users={users}
            me={me}
            staff={staff.data ?? []}
            onChange={(next) => onState({ ...state, who: next.filter((id) => id !== me).join(',') || undefined })}
          />
          <Chip.Group
            multiple
            value={kinds as string[]}
            onChange={(next: string[]) =>
              onState({ ...state, without: KINDS.filter((kind) => !next.includes(kind)).join(',') || undefined })
            }
          >
            {KINDS.flatMap((kind) => {
              const object = objects[kind];
              return object ? (
                <Chip key={kind} value={kind} size="xs" variant="light">
                  {object.label_plural}
                </Chip>
              ) : (
                []
              );
            })}
          </Chip.Group>
          <SegmentedControl
            size="xs"
            aria-label={t('calendar.span')}
            value={span}
            data={offered.map((value) => ({ value, label: t(`calendar.span.${value}`) }))}
            onChange={(next) => onState({ ...state, span: next as Span })}
          />
        </Group>
      </div>
      {error ? (
        <ProblemView error={error} onRetry={retry} />
      ) : span === 'month' ? (
        <MonthDays days={days} at={at} today={today} entries={shown} hrefOf={hrefOf} onOpen={open} onDay={openDay} />
      ) : span === 'agenda' ? (
        <AgendaDays
          days={days}
          today={today}
          entries={shown}
          isPending={isPending}
          hrefOf={hrefOf}
          onOpen={open}
          onDay={openDay}
        />
      ) : (
        <TimeGrid<Shown>
          label={t('team_calendar.title')}
          days={columns}
          events={shown}
          isBusy={isPending}
          most={span === 'week' ? 3 : isSide ? 3 : 8}
          openId={shown.find(({ record }) => record === peeked?.id)?.id ?? null}
          hrefOf={hrefOf}
          onOpen={open}
          onDay={openDay}
          workedOf={(column) => workedOn(dateOf(column), hoursOf(userOf(column)), formatting.zone)}
          titleOf={
            isSide
              ? (column) => (
                  <span className={classes.person}>
                    <Avatar name={nameOf(userOf(column))} size={20} />
                    <span>{nameOf(userOf(column))}</span>
                  </span>
                )
              : undefined
          }
          onMove={(entry, column, minute) => {
            const value = instantOf(`${dateOf(column)} ${wallClock(minute ?? entry.minute ?? 0)}`);
            const other = isSide && userOf(column) !== entry.user;
            // A meeting one is only asked to does not change hands by being carried.
            const isOwn = (entry.row.owner as { id?: string } | null)?.id === entry.user;
            const values = { [MOMENT[entry.kind]]: value, ...(other && isOwn ? { owner: userOf(column) } : {}) };
            void changeMoment(entry.object, entry.row, values, formatTimestamp(value));
          }}
          onResize={(entry, minutes) => {
            const seconds = Math.min(minutes, DAY) * 60;
            void changeMoment(entry.object, entry.row, { duration: seconds }, formatDuration(seconds));
          }}
          onCreate={create ? begin : undefined}
          createLabel={(column, minute) =>
            minute === null
              ? t('team_calendar.new_on', { day: formatDate(dateOf(column)) })
              : t('team_calendar.new_at', { day: formatDate(dateOf(column)), time: clockOf(minute) })
          }
        />
      )}
      <NewDialog wanted={wanted} objects={objects} onClose={() => setWanted(null)} />
    </div>
  );

  function open(entry: Entry) {
    peek.open(entry.kind, entry.record);
  }
}

type Shown = Entry & ReturnType<typeof faceOf>;

function faceOf(entry: Entry, name: string) {
  return {
    title: entry.title || t('record.untitled'),
    color: chipColor(entry.kind, COLORS[entry.kind]),
    note: [entry.object.label, name, typeof entry.row.place === 'string' ? entry.row.place : '']
      .filter(Boolean)
      .join(' · '),
  };
}

/** What stands in several calendars is shown once where they share their hours, as one's own if one has a part in it. */
function onceEach(entries: readonly Entry[], me: string): Entry[] {
  const known = new Map<string, Entry>();
  for (const entry of entries) if (!known.has(entry.record) || entry.user === me) known.set(entry.record, entry);
  return [...known.values()];
}

const wallClock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;

function daysOf(span: Span, at: string): string[] {
  if (span === 'day') return [at];
  if (span === 'week') return weekGrid(at, formatting.firstWeekday);
  if (span === 'month') return monthGrid(at, formatting.firstWeekday);
  return Array.from({ length: AGENDA_DAYS }, (_, count) => addDays(at, count));
}

function titleOf(span: Span, at: string, first: string, last: string): string {
  if (span === 'day') return dayName(at);
  if (span !== 'month') return `${formatDate(first, true)} – ${formatDate(last)}`;
  const format = new Intl.DateTimeFormat(formatting.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${startOfMonth(at)}T00:00:00Z`));
}
