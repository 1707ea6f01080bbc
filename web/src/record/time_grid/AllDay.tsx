// Events without an hour, or longer than a day: in a strip above the hours, or filling the days where there are no hours.
import type { MouseEvent, RefObject } from 'react';
import { t } from '../../i18n/index.ts';
import { daysOf, type TimeEvent } from './lanes.ts';
import classes from './time_grid.module.css';
import type { useCarry } from './use_carry.ts';

interface Props<T extends TimeEvent> {
  days: string[];
  events: readonly T[];
  most: number;
  isTall: boolean;
  carry: ReturnType<typeof useCarry<T>>;
  openId: string | null | undefined;
  hrefOf: (event: T) => string;
  onOpen: (event: MouseEvent<HTMLElement>, which: T) => void;
  onDay: ((day: string) => void) | undefined;
  onCreate: ((day: string, minute: number | null) => void) | undefined;
  /** Where days are measured by, when there are no hours below. */
  area: RefObject<HTMLDivElement | null> | undefined;
}

export function AllDay<T extends TimeEvent>(props: Props<T>) {
  const { days, events, most, isTall, carry, openId, hrefOf, onOpen, onDay, onCreate, area } = props;
  return (
    <div className={classes.above} data-tall={isTall || undefined}>
      <span className={classes.corner}>{isTall ? '' : t('time_grid.all_day')}</span>
      <div ref={area} className={classes.cells}>
        {days.map((day) => {
          const own = events.filter((event) => daysOf(event).includes(day));
          const shown = own.length > most ? own.slice(0, most - 1) : own;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the button in the head of the day does the same from the keyboard
            // biome-ignore lint/a11y/useKeyWithClickEvents: as above
            <div
              key={day}
              className={classes.cell}
              data-over={carry.carried?.minute === null && carry.carried.day === day ? true : undefined}
              data-creates={onCreate ? true : undefined}
              onClick={(event) => event.target === event.currentTarget && !carry.wasCarried() && onCreate?.(day, null)}
            >
              {shown.map((event) => (
                <a
                  key={event.id}
                  href={hrefOf(event)}
                  draggable={false}
                  className={classes.bar}
                  style={event.color && { background: event.color.background, color: event.color.text }}
                  data-entry={event.id}
                  data-open={event.id === openId || undefined}
                  data-carried={carry.carried?.event.id === event.id || undefined}
                  data-done={event.isDone || undefined}
                  data-movable={event.canMove || undefined}
                  title={[event.title, event.note].filter(Boolean).join(' · ')}
                  aria-roledescription={event.canMove ? t('board.card') : undefined}
                  aria-describedby={event.canMove ? 'time-grid-keys' : undefined}
                  onClick={(click) => onOpen(click, event)}
                  {...(event.canMove ? { ...carry.listenersOf(event), ...carry.keysOf(event) } : {})}
                >
                  {event.title}
                  {event.note && <span className="visually-hidden">{event.note}</span>}
                </a>
              ))}
              {own.length > shown.length && (
                <button type="button" className={classes.more} onClick={() => onDay?.(day)}>
                  {t('calendar.more', { count: own.length - shown.length })}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
