// A finger that stays: chooses a card on a phone. One that moves scrolls, and is none.
import { type PointerEvent, useEffect, useRef } from 'react';

const LONG = 450;
const STILL = 10;

export function useLongPress(onLong: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const long = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    /** Whether the press that just ended was a long one; asked once. */
    wasLong: () => {
      const was = long.current;
      long.current = false;
      return was;
    },
    listeners: {
      onPointerDown: (event: PointerEvent) => {
        long.current = false;
        start.current = { x: event.clientX, y: event.clientY };
        stop();
        timer.current = setTimeout(() => {
          long.current = true;
          onLong();
        }, LONG);
      },
      onPointerMove: (event: PointerEvent) => {
        if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > STILL) stop();
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      // The browser's own menu of a link would open over it.
      onContextMenu: (event: { preventDefault: () => void }) => long.current && event.preventDefault(),
    },
  };
}
