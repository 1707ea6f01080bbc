// Where events stand in a grid of hours: cut at midnight, side by side where they overlap. Knows no clock and no screen.
export const DAY = 24 * 60;
/** An event is drawn at least this long, or nobody could read it. */
export const SHORTEST = 25;

export interface TimeEvent {
  id: string;
  title: string;
  /** The day on which it begins, `YYYY-MM-DD`, as the wall shows it; what follows names one of several columns of that day. */
  day: string;
  /** Minutes since midnight; null where it has no hour. */
  minute: number | null;
  /** How long it takes, in minutes. */
  minutes: number;
  color?: { background: string; text: string };
  /** What is told besides the title, to the eye in a tooltip and to the ear. */
  note?: string | undefined;
  isDone?: boolean;
  canMove?: boolean;
  canResize?: boolean;
}

/** The part of an event that falls on one day. */
export interface Part<T extends TimeEvent = TimeEvent> {
  event: T;
  day: string;
  from: number;
  to: number;
  isFirst: boolean;
  isLast: boolean;
}

export interface PlacedPart<T extends TimeEvent = TimeEvent> extends Part<T> {
  lane: number;
  /** How many lanes wide it may be drawn, up to the next one that is taken. */
  span: number;
  lanes: number;
}

/** The day of a column. Several columns may show the same day, such as those of colleagues: then more follows it. */
export const dateOf = (column: string): string => column.slice(0, 10);

const nextDay = (column: string, count: number) =>
  new Date(Date.parse(`${dateOf(column)}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10) +
  column.slice(10);

/** Whether it stands above the hours: it has none, or fills a day and more. */
export const isAllDay = ({ minute, minutes }: TimeEvent): boolean => minute === null || minutes >= DAY;

/** The days on which an event that stands above the hours is shown. */
export function daysOf({ day, minute, minutes }: TimeEvent): string[] {
  const count = minute === null ? Math.max(1, Math.ceil(minutes / DAY)) : Math.ceil((minute + minutes) / DAY);
  return Array.from({ length: count }, (_, at) => nextDay(day, at));
}

export function partsOf<T extends TimeEvent>(event: T): Part<T>[] {
  if (event.minute === null) return [];
  const end = event.minute + Math.max(event.minutes, SHORTEST);
  const parts: Part<T>[] = [];
  for (let at = 0; at * DAY < end; at += 1) {
    const from = Math.max(0, event.minute - at * DAY);
    const to = Math.min(DAY, end - at * DAY);
    // A few minutes past midnight are the end of the evening, not an event of the next day.
    if (at > 0 && end - at * DAY < SHORTEST && event.minutes < SHORTEST) break;
    parts.push({ event, day: nextDay(event.day, at), from, to, isFirst: at === 0, isLast: end <= (at + 1) * DAY });
  }
  return parts;
}

/** Parts of one day, each in a lane of its own where it overlaps others, and as wide as there is room. */
export function inLanes<T extends TimeEvent>(parts: readonly Part<T>[]): PlacedPart<T>[] {
  const sorted = [...parts].sort(
    (a, b) => a.from - b.from || b.to - a.to || a.event.title.localeCompare(b.event.title),
  );
  const placed: PlacedPart<T>[] = [];
  let cluster: PlacedPart<T>[] = [];
  let end = -1;
  const close = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane)) + 1;
    for (const one of cluster) {
      const right = cluster
        .filter((other) => other.lane > one.lane && other.from < one.to && other.to > one.from)
        .map(({ lane }) => lane);
      placed.push({ ...one, lanes, span: Math.min(lanes, ...right) - one.lane });
    }
    cluster = [];
  };
  for (const part of sorted) {
    if (cluster.length && part.from >= end) close();
    const taken = new Set(cluster.filter((other) => other.to > part.from).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    end = cluster.length ? Math.max(end, part.to) : part.to;
    cluster.push({ ...part, lane, span: 1, lanes: 1 });
  }
  if (cluster.length) close();
  return placed;
}

export interface Crowd {
  from: number;
  lane: number;
  lanes: number;
  count: number;
}

/** More lanes than can be read are put together: how many there are stands where they would. */
export function readable<T extends TimeEvent>(placed: readonly PlacedPart<T>[], most: number) {
  const shown: PlacedPart<T>[] = [];
  const crowds: Crowd[] = [];
  for (const part of placed) {
    if (part.lanes <= most) shown.push(part);
    else if (part.lane < most - 1)
      shown.push({ ...part, lanes: most, span: Math.min(part.span, most - 1 - part.lane) });
    else {
      const last = crowds.at(-1);
      // One note an hour says it; they would cover one another.
      if (last && part.from - last.from < 60) last.count += 1;
      else crowds.push({ from: part.from, lane: most - 1, lanes: most, count: 1 });
    }
  }
  return { shown, crowds };
}

export const STEP = 15;
export const snapped = (minute: number, step = STEP): number => Math.round(minute / step) * step;

/** Within the day, so that an event begins on the day on which it is let go. */
export const clamped = (minute: number): number => Math.max(0, Math.min(DAY - STEP, minute));
