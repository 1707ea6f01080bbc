// Carries an event to another hour or day, or makes it longer: with the mouse, with a finger that rests first, and with the keys.
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { clamped, DAY, isAllDay, STEP, snapped, type TimeEvent } from './lanes.ts';

export interface Carried<T extends TimeEvent> {
  event: T;
  mode: 'move' | 'resize';
  day: string;
  minute: number | null;
  minutes: number;
  byKeys: boolean;
}

interface Options<T extends TimeEvent> {
  days: readonly string[];
  scroller: RefObject<HTMLElement | null>;
  body: RefObject<HTMLElement | null>;
  hour: number;
  onDrop: (carried: Carried<T>) => void;
  onSay: (carried: Carried<T> | null, end?: 'dropped' | 'back') => void;
}

const FAR = 5;
const REST = 220;
const EDGE = 36;
const PULL = 14;

export function useCarry<T extends TimeEvent>({ days, scroller, body, hour, onDrop, onSay }: Options<T>) {
  const [carried, setCarried] = useState<Carried<T> | null>(null);
  const now = useRef<Carried<T> | null>(null);
  const press = useRef<{
    event: T;
    mode: 'move' | 'resize';
    x: number;
    y: number;
    grab: number;
    id: number;
    timer: ReturnType<typeof setTimeout> | undefined;
  } | null>(null);
  const wasCarried = useRef(false);

  const set = (next: Carried<T> | null) => {
    now.current = next;
    setCarried(next);
  };
  const lift = (event: T, mode: 'move' | 'resize', byKeys: boolean) => {
    const first: Carried<T> = { event, mode, day: event.day, minute: event.minute, minutes: event.minutes, byKeys };
    set(first);
    onSay(first);
  };
  const give = (next: Carried<T>) => {
    const old = now.current;
    if (old && old.day === next.day && old.minute === next.minute && old.minutes === next.minutes) return;
    set(next);
    onSay(next);
  };
  const end = (isDropped: boolean) => {
    const last = now.current;
    const at = press.current;
    clearTimeout(at?.timer);
    press.current = null;
    if (!last) return;
    wasCarried.current = !last.byKeys;
    set(null);
    const { event, day, minute, minutes } = last;
    const isSame = day === event.day && minute === event.minute && minutes === event.minutes;
    onSay(last, isDropped && !isSame ? 'dropped' : 'back');
    if (isDropped && !isSame) onDrop(last);
  };

  /** The day and minute under a point. */
  const spotAt = (x: number, y: number) => {
    const area = body.current?.getBoundingClientRect();
    if (!area) return undefined;
    const column = Math.floor(((x - area.left) / area.width) * days.length);
    const day = days[Math.max(0, Math.min(days.length - 1, column))];
    return day === undefined ? undefined : { day, minute: ((y - area.top) / hour) * 60 };
  };
  const begin = (byTouch: boolean) => {
    const at = press.current;
    if (!at) return;
    lift(at.event, at.mode, false);
    if (byTouch) navigator.vibrate?.(10);
  };
  const follow = (x: number, y: number) => {
    const last = now.current;
    const at = press.current;
    const spot = spotAt(x, y);
    if (!last || !at || !spot) return;
    if (last.mode === 'resize') {
      const start = last.event.minute ?? 0;
      give({ ...last, minutes: Math.max(STEP, Math.min(DAY - start, snapped(spot.minute - start))) });
    } else if (isAllDay(last.event)) give({ ...last, day: spot.day });
    else give({ ...last, day: spot.day, minute: clamped(snapped(spot.minute - at.grab)) });
    const sight = scroller.current?.getBoundingClientRect();
    if (!sight || isAllDay(last.event)) return;
    if (y > sight.bottom - EDGE) scroller.current?.scrollBy(0, PULL);
    else if (y < sight.top + EDGE * 2) scroller.current?.scrollBy(0, -PULL);
  };

  // A finger that carries must not scroll: only a listener that is not passive can say so.
  useEffect(() => {
    const element = scroller.current;
    const hold = (event: TouchEvent) => now.current && event.preventDefault();
    element?.addEventListener('touchmove', hold, { passive: false });
    return () => element?.removeEventListener('touchmove', hold);
  }, [scroller]);

  return {
    carried,
    /** Whether the click that comes now is the end of a carrying; asked once. */
    wasCarried: () => {
      const was = wasCarried.current;
      wasCarried.current = false;
      return was;
    },
    listenersOf: (event: T, mode: 'move' | 'resize' = 'move') => ({
      onPointerDown: (pointer: PointerEvent<HTMLElement>) => {
        wasCarried.current = false;
        if (pointer.button !== 0 || now.current) return;
        const spot = spotAt(pointer.clientX, pointer.clientY);
        const byTouch = pointer.pointerType === 'touch';
        pointer.stopPropagation();
        // An edge is left with the first step; a finger is held by the browser itself.
        if (!byTouch) pointer.currentTarget.setPointerCapture(pointer.pointerId);
        press.current = {
          event,
          mode,
          x: pointer.clientX,
          y: pointer.clientY,
          grab: spot && event.minute !== null ? spot.minute - event.minute : 0,
          id: pointer.pointerId,
          timer: byTouch ? setTimeout(() => begin(true), REST) : undefined,
        };
      },
      onPointerMove: (pointer: PointerEvent<HTMLElement>) => {
        const at = press.current;
        if (!at || at.id !== pointer.pointerId) return;
        const isFar = Math.hypot(pointer.clientX - at.x, pointer.clientY - at.y) > FAR;
        if (!now.current && isFar) {
          if (at.timer) {
            // A finger that moves before it has rested scrolls.
            clearTimeout(at.timer);
            press.current = null;
            return;
          }
          begin(false);
        }
        if (now.current) follow(pointer.clientX, pointer.clientY);
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
    }),
    keysOf: (event: T) => ({
      onKeyDown: (key: KeyboardEvent<HTMLElement>) => {
        const last = now.current;
        if (!last) {
          if (key.key !== ' ' || !event.canMove) return;
          key.preventDefault();
          lift(event, 'move', true);
          return;
        }
        if (key.key === 'Escape') end(false);
        else if (key.key === ' ' || key.key === 'Enter') end(true);
        else if (key.key === 'ArrowLeft' || key.key === 'ArrowRight') {
          const day = days[days.indexOf(last.day) + (key.key === 'ArrowLeft' ? -1 : 1)];
          if (day) give({ ...last, day });
        } else if (key.key === 'ArrowUp' || key.key === 'ArrowDown') {
          const by = key.key === 'ArrowUp' ? -STEP : STEP;
          if (last.minute === null) return;
          if (key.shiftKey) {
            if (event.canResize) give({ ...last, minutes: Math.max(STEP, last.minutes + by) });
          } else give({ ...last, minute: clamped(snapped(last.minute + by)) });
        } else return;
        key.preventDefault();
        key.stopPropagation();
      },
      onBlur: () => now.current?.byKeys && end(false),
    }),
    cancel: () => end(false),
  };
}
