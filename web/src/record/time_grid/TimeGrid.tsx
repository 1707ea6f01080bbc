// Days side by side with their hours: events as blocks, those without an hour above them, and a line for now. It takes events and
// tells what is done with them; what they are and where they come from it does not know.
import { Fragment, type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { dayOf, formatting, wallTimeOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { AllDay } from './AllDay.tsx';
import { Block } from './Block.tsx';
import { clockOf, dayName } from './clock.ts';
import { DayHead } from './DayHead.tsx';
import { DAY, dateOf, inLanes, isAllDay, partsOf, readable, type TimeEvent } from './lanes.ts';
import classes from './time_grid.module.css';
import { type Carried, useCarry } from './use_carry.ts';
import { useDraw } from './use_draw.ts';

export interface TimeGridProps<T extends TimeEvent> {
  label: string;
  days: string[];
  events: readonly T[];
  isBusy?: boolean;
  /** Whether events have hours at all; without, only the days are drawn. */
  hasHours?: boolean;
  /** How many may stand side by side. */
  most?: number;
  /** Where the link of an event leads when it is opened in a place of its own. */
  hrefOf: (event: T) => string;
  onOpen: (event: T) => void;
  /** The one that is open elsewhere. */
  openId?: string | null;
  onMove?: (event: T, day: string, minute: number | null) => void;
  onResize?: (event: T, minutes: number) => void;
  /** Free hours were pressed, or drawn over: then for so many minutes. */
  onCreate?: ((day: string, minute: number | null, minutes?: number) => void) | undefined;
  createLabel?: (day: string, minute: number | null) => string;
  /** The hours of a column that count as worked, as pairs of minutes; the others are shaded. */
  workedOf?: (day: string) => readonly (readonly [number, number])[] | undefined;
  /** What a column is called, where its day alone does not say it. */
  titleOf?: (day: string) => React.ReactNode;
  /** The name of a day was pressed, or the number of those that found no room. */
  onDay?: (day: string) => void;
}

const HOUR = 48;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MORNING = 7 * 60 + 45;
// What stands above the hours.
const HEADS = 70;
const SLOT = 30;
const EACH = 30_000;

function readNow() {
  const date = new Date();
  const wall = wallTimeOf(date.toISOString()) ?? '';
  return { day: dayOf(date), minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) };
}

function useNow() {
  const [now, setNow] = useState(readNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(readNow()), EACH);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function TimeGrid<T extends TimeEvent>(props: TimeGridProps<T>) {
  const { label, days, events, isBusy, hasHours = true, most = 3, onCreate, createLabel, onDay } = props;
  const now = useNow();
  const scroller = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const carry = useCarry<T>({
    days,
    scroller,
    body,
    hour: HOUR,
    onDrop: ({ event, mode, day, minute, minutes }) => {
      if (minutes !== event.minutes) props.onResize?.(event, minutes);
      if (mode === 'move' && (day !== event.day || minute !== event.minute)) props.onMove?.(event, day, minute);
    },
    onSay: (carried, end) => setSaid(carried ? sayOf(carried, end) : ''),
  });
  const byDay = useMemo(() => {
    const parts = events.filter((event) => !isAllDay(event)).flatMap(partsOf);
    return new Map(days.map((day) => [day, readable(inLanes(parts.filter((part) => part.day === day)), most)]));
  }, [events, days, most]);
  const above = useMemo(() => events.filter(isAllDay), [events]);
  const ghost = carry.carried && !isAllDay(carry.carried.event) ? carry.carried : null;

  // One opens a day to see what is next: it begins with the morning, and now is in sight.
  const first = days[0];
  const isShownNow = days.some((day) => dateOf(day) === now.day);
  const draw = useDraw({ hour: HOUR, onDraw: onCreate });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each stretch of days, not with each minute
  useEffect(() => {
    const sight = (((scroller.current?.clientHeight ?? 0) - HEADS) / HOUR) * 60;
    const isLate = isShownNow && now.minute > MORNING + sight - 90;
    const isEarly = isShownNow && now.minute < MORNING;
    const top = isLate ? now.minute - sight + 120 : isEarly ? now.minute - 60 : MORNING;
    scroller.current?.scrollTo({ top: (Math.max(0, top) / 60) * HOUR });
  }, [first, days.length, hasHours]);

  const open = (event: MouseEvent<HTMLElement>, which: T) => {
    if (carry.wasCarried()) event.preventDefault();
    else if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      props.onOpen(which);
    }
  };
  const createAt = (event: MouseEvent<HTMLElement>, day: string) => {
    if (event.target !== event.currentTarget || carry.wasCarried() || draw.wasDrawn()) return;
    const { top } = event.currentTarget.getBoundingClientRect();
    const minute = Math.floor(((event.clientY - top) / HOUR) * (60 / SLOT)) * SLOT;
    onCreate?.(day, Math.max(0, Math.min(DAY - SLOT, minute)));
  };
  const style = { '--days': days.length, '--hour': `${HOUR}px` } as React.CSSProperties;
  return (
    <section
      ref={scroller}
      className={classes.grid}
      style={style}
      aria-label={label}
      aria-busy={isBusy}
      data-carrying={carry.carried ? true : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its box is scrolled with the keyboard too
      tabIndex={0}
    >
      <p className="visually-hidden" aria-live="assertive">
        {said}
      </p>
      <p className="visually-hidden" id="time-grid-keys">
        {t('time_grid.instructions')}
      </p>
      <div className={classes.top}>
        <div className={classes.heads}>
          <span className={classes.corner} />
          {days.map((day) => (
            <DayHead
              key={day}
              day={day}
              title={props.titleOf?.(day)}
              isToday={dateOf(day) === now.day}
              onDay={days.length > 1 && !props.titleOf ? onDay : undefined}
              onCreate={onCreate && (() => onCreate(day, null))}
              createLabel={createLabel?.(day, null)}
            />
          ))}
        </div>
        {(above.length > 0 || !hasHours) && (
          <AllDay
            days={days}
            events={above}
            most={hasHours ? 3 : 40}
            isTall={!hasHours}
            carry={carry}
            openId={props.openId}
            hrefOf={props.hrefOf}
            onOpen={open}
            onDay={onDay}
            onCreate={hasHours ? undefined : onCreate}
            area={hasHours ? undefined : body}
          />
        )}
      </div>
      {hasHours && (
        <div className={classes.hours}>
          <div className={classes.gutter} aria-hidden="true">
            {HOURS.slice(1).map((hour) => (
              <span key={hour} style={{ top: hour * HOUR }}>
                {clockOf(hour * 60)}
              </span>
            ))}
          </div>
          <div ref={body} className={classes.body}>
            {days.map((day) => {
              const { shown = [], crowds = [] } = byDay.get(day) ?? {};
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the button for free hours does the same from the keyboard
                // biome-ignore lint/a11y/useKeyWithClickEvents: as above
                <div
                  key={day}
                  className={classes.column}
                  data-hours={day}
                  data-today={dateOf(day) === now.day || undefined}
                  data-creates={onCreate ? true : undefined}
                  onClick={(event) => createAt(event, day)}
                  {...draw.listenersOf(day)}
                >
                  {shadesOf(props.workedOf?.(day)).map(([from, until]) => (
                    <div
                      key={from}
                      className={classes.off}
                      style={{ top: (from / 60) * HOUR, height: ((until - from) / 60) * HOUR }}
                      aria-hidden="true"
                    />
                  ))}
                  {draw.drawn?.day === day && (
                    <div
                      className={classes.ghost}
                      style={{
                        top: (draw.drawn.minute / 60) * HOUR,
                        height: (draw.drawn.minutes / 60) * HOUR,
                      }}
                    >
                      <time>{spanOf(draw.drawn)}</time>
                    </div>
                  )}
                  {shown.map((part) => (
                    <Block
                      key={part.event.id}
                      part={part}
                      hour={HOUR}
                      isCarried={carry.carried?.event.id === part.event.id}
                      isOpen={part.event.id === props.openId}
                      href={props.hrefOf(part.event)}
                      onOpen={open}
                      carry={carry}
                      canResize={Boolean(props.onResize && part.event.canResize)}
                    />
                  ))}
                  {crowds.map((crowd) => (
                    <button
                      key={crowd.from}
                      type="button"
                      className={classes.crowd}
                      style={{
                        top: (crowd.from / 60) * HOUR,
                        left: `${(crowd.lane / crowd.lanes) * 100}%`,
                        width: `${100 / crowd.lanes}%`,
                      }}
                      aria-label={t('calendar.more', { count: crowd.count })}
                      onClick={() => onDay?.(day)}
                    >
                      +{crowd.count}
                    </button>
                  ))}
                  {ghost?.day === day && (
                    <div
                      className={classes.ghost}
                      style={{
                        top: ((ghost.minute ?? 0) / 60) * HOUR,
                        height: (Math.max(ghost.minutes, 25) / 60) * HOUR,
                      }}
                    >
                      <b>{ghost.event.title}</b>
                      <time>{spanOf(ghost)}</time>
                    </div>
                  )}
                  {dateOf(day) === now.day && (
                    <div className={classes.now} style={{ top: (now.minute / 60) * HOUR }} aria-hidden="true" />
                  )}
                </div>
              );
            })}
            {onCreate && <Slot days={days} today={now.day} onCreate={onCreate} label={createLabel} />}
          </div>
        </div>
      )}
    </section>
  );
}

/** What lies between the hours that are worked. */
function shadesOf(worked: readonly (readonly [number, number])[] | undefined): [number, number][] {
  if (!worked) return [];
  const shades: [number, number][] = [];
  let from = 0;
  for (const [begins, ends] of worked) {
    if (begins > from) shades.push([from, begins]);
    from = Math.max(from, ends);
  }
  if (from < DAY) shades.push([from, DAY]);
  return shades;
}

const spanOf = ({ minute, minutes }: { minute: number | null; minutes: number }) =>
  minute === null ? '' : `${clockOf(minute)} – ${clockOf((minute + Math.max(minutes, 0)) % DAY)}`;

function sayOf<T extends TimeEvent>(carried: Carried<T>, end?: 'dropped' | 'back'): string {
  const { event, day, minute, minutes } = carried;
  const title = event.title;
  if (end === 'back') return t('board.put_back', { title });
  const when = [
    dayName(dateOf(day)),
    minute === null ? '' : minutes === event.minutes ? clockOf(minute) : spanOf(carried),
  ];
  const column = when.filter(Boolean).join(', ');
  return end === 'dropped' ? t('board.dropped', { title, column }) : t('board.over', { column });
}

interface SlotProps {
  days: string[];
  today: string;
  onCreate: (day: string, minute: number | null) => void;
  label: ((day: string, minute: number | null) => string) | undefined;
}

/** A free hour for the keyboard: the arrows carry it over days and hours, Enter makes something there. */
function Slot({ days, today, onCreate, label }: SlotProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState({
    column: Math.max(
      0,
      days.findIndex((day) => dateOf(day) === today),
    ),
    minute: 9 * 60,
  });
  const column = Math.min(at.column, days.length - 1);
  const day = days[column] ?? today;
  const go = (event: KeyboardEvent) => {
    const step = { ArrowUp: [0, -SLOT], ArrowDown: [0, SLOT], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [across = 0, down = 0] = step;
    setAt({
      column: Math.max(0, Math.min(days.length - 1, column + across)),
      minute: Math.max(0, Math.min(DAY - SLOT, at.minute + down)),
    });
    requestAnimationFrame(() => button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  };
  return (
    <Fragment>
      <button
        ref={button}
        type="button"
        className={classes.slot}
        style={{
          top: (at.minute / 60) * HOUR,
          height: (SLOT / 60) * HOUR,
          left: `${(column / days.length) * 100}%`,
          width: `${100 / days.length}%`,
        }}
        aria-label={label?.(day, at.minute)}
        aria-describedby="time-grid-slot"
        onKeyDown={go}
        onClick={() => onCreate(day, at.minute)}
      >
        {clockOf(at.minute)}
      </button>
      <span className="visually-hidden" id="time-grid-slot" lang={formatting.locale}>
        {t('time_grid.slot')}
      </span>
    </Fragment>
  );
}
