// An event among the hours: as long as it takes, beside those that overlap it, its lower edge drawn down makes it longer.
import type { CSSProperties, MouseEvent } from 'react';
import { t } from '../../i18n/index.ts';
import { clockOf } from './clock.ts';
import { DAY, type PlacedPart, type TimeEvent } from './lanes.ts';
import classes from './time_grid.module.css';
import type { useCarry } from './use_carry.ts';

interface Props<T extends TimeEvent> {
  part: PlacedPart<T>;
  hour: number;
  isCarried: boolean;
  isOpen: boolean;
  href: string;
  onOpen: (event: MouseEvent<HTMLElement>, which: T) => void;
  carry: ReturnType<typeof useCarry<T>>;
  canResize: boolean;
}

// Below that there is room for one line only; above it for the title in as many as fit, and the hours below it.
const ONE_LINE = 40;
const LINE = 15.6;
const TIME = 22;

export function Block<T extends TimeEvent>({
  part,
  hour,
  isCarried,
  isOpen,
  href,
  onOpen,
  carry,
  canResize,
}: Props<T>) {
  const { event, from, to, lane, lanes, span } = part;
  const time =
    event.minute === null
      ? ''
      : event.minutes > 0
        ? `${clockOf(event.minute)} – ${clockOf((event.minute + event.minutes) % DAY)}`
        : clockOf(event.minute);
  const lines = Math.max(1, Math.floor((((to - from) / 60) * hour - TIME) / LINE));
  const face = {
    '--lines': lines,
    ...(event.color && { background: event.color.background, color: event.color.text }),
  } as CSSProperties;
  return (
    <div
      className={classes.block}
      style={{
        top: (from / 60) * hour,
        height: ((to - from) / 60) * hour,
        left: `${(lane / lanes) * 100}%`,
        width: `${(span / lanes) * 100}%`,
      }}
      data-entry={event.id}
      data-lane={lane}
      data-carried={isCarried || undefined}
      data-open={isOpen || undefined}
      data-done={event.isDone || undefined}
      data-movable={event.canMove || undefined}
    >
      {/* The grid opens what is pressed and carries what is held; the link is for the keyboard and for a tab of its own. */}
      <a
        href={href}
        draggable={false}
        className={classes.face}
        style={face}
        data-short={to - from < ONE_LINE || undefined}
        title={[time, event.title, event.note].filter(Boolean).join(' · ')}
        aria-roledescription={event.canMove ? t('board.card') : undefined}
        aria-describedby={event.canMove ? 'time-grid-keys' : undefined}
        onClick={(click) => onOpen(click, event)}
        {...(event.canMove ? { ...carry.listenersOf(event), ...carry.keysOf(event) } : {})}
      >
        <b>{event.title}</b>
        <time>{to - from < ONE_LINE ? clockOf(event.minute ?? 0) : time}</time>
        {event.note && <span className="visually-hidden">{event.note}</span>}
      </a>
      {canResize && part.isLast && (
        <span className={classes.edge} aria-hidden="true" {...carry.listenersOf(event, 'resize')} />
      )}
    </div>
  );
}
