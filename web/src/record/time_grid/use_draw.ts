// Draws a stretch of time over free hours with the mouse; a press that goes nowhere stays a press.
import { type PointerEvent, useRef, useState } from 'react';
import { DAY, STEP, snapped } from './lanes.ts';

export interface Drawn {
  day: string;
  minute: number;
  minutes: number;
}

interface Options {
  hour: number;
  onDraw: ((day: string, minute: number, minutes: number) => void) | undefined;
}

const FAR = 6;

export function useDraw({ hour, onDraw }: Options) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const now = useRef<Drawn | null>(null);
  const press = useRef<{ day: string; minute: number; y: number } | null>(null);
  const wasDrawn = useRef(false);
  const set = (next: Drawn | null) => {
    now.current = next;
    setDrawn(next);
  };
  const minuteAt = (event: PointerEvent<HTMLElement>) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(DAY, snapped(((event.clientY - top) / hour) * 60)));
  };
  const end = (isDone: boolean) => {
    const last = now.current;
    press.current = null;
    set(null);
    if (!last) return;
    wasDrawn.current = true;
    if (isDone) onDraw?.(last.day, last.minute, last.minutes);
  };
  return {
    drawn,
    /** Whether the click that comes now is the end of drawing; asked once. */
    wasDrawn: () => {
      const was = wasDrawn.current;
      wasDrawn.current = false;
      return was;
    },
    listenersOf: (day: string) =>
      onDraw
        ? {
            onPointerDown: (event: PointerEvent<HTMLElement>) => {
              wasDrawn.current = false;
              // A finger scrolls.
              if (event.button !== 0 || event.pointerType === 'touch' || event.target !== event.currentTarget) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              press.current = { day, minute: minuteAt(event), y: event.clientY };
            },
            onPointerMove: (event: PointerEvent<HTMLElement>) => {
              const at = press.current;
              if (!at || (!now.current && Math.abs(event.clientY - at.y) < FAR)) return;
              const minute = minuteAt(event);
              const from = Math.min(at.minute, minute);
              set({ day, minute: from, minutes: Math.max(STEP, Math.abs(minute - at.minute)) });
            },
            onPointerUp: () => end(true),
            onPointerCancel: () => end(false),
          }
        : {},
  };
}
