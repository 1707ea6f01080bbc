// Events that overlap stand side by side and none covers another; what crosses midnight is seen on both days.
import { describe, expect, it } from 'vitest';
import { daysOf, inLanes, isAllDay, partsOf, readable, type TimeEvent } from './lanes.ts';

const event = (id: string, minute: number | null, minutes: number): TimeEvent => ({
  id,
  title: id,
  day: '2027-03-10',
  minute,
  minutes,
});
const lanes = (...events: TimeEvent[]) =>
  inLanes(events.flatMap(partsOf)).map(({ event: { id }, lane, lanes: of, span }) => [id, lane, of, span]);

describe('a grid of hours', () => {
  it('puts events side by side where they overlap, and gives each the room there is', () => {
    expect(lanes(event('a', 540, 60), event('b', 600, 60))).toEqual([
      ['a', 0, 1, 1],
      ['b', 0, 1, 1],
    ]);
    expect(lanes(event('a', 540, 120), event('b', 570, 30), event('c', 600, 30))).toEqual([
      ['a', 0, 2, 1],
      ['b', 1, 2, 1],
      ['c', 1, 2, 1],
    ]);
    // The last overlaps one of the three: it takes the room that is free beside it.
    expect(lanes(event('a', 540, 180), event('b', 540, 30), event('c', 540, 30), event('d', 660, 30)).at(-1)).toEqual([
      'd',
      1,
      3,
      2,
    ]);
  });

  it('covers none with another, whatever the hours', () => {
    const events = Array.from({ length: 60 }, (_, at) => event(`e${at}`, (at * 37) % 600, 20 + ((at * 53) % 90)));
    const placed = inLanes(events.flatMap(partsOf));
    expect(placed.length).toBe(60);
    for (const one of placed)
      for (const other of placed) {
        if (one === other || one.from >= other.to || other.from >= one.to) continue;
        expect(one.lanes).toBe(other.lanes);
        expect(one.lane + one.span <= other.lane || other.lane + other.span <= one.lane).toBe(true);
      }
  });

  it('shows an event on each of its days', () => {
    const night = partsOf(event('night', 1380, 120));
    expect(night.map(({ day, from, to }) => [day, from, to])).toEqual([
      ['2027-03-10', 1380, 1440],
      ['2027-03-11', 0, 60],
    ]);
    expect(partsOf(event('late', 1435, 0)).map(({ day }) => day)).toEqual(['2027-03-10']);
    expect(isAllDay(event('fair', 600, 2000))).toBe(true);
    expect(daysOf(event('fair', 600, 2000))).toEqual(['2027-03-10', '2027-03-11']);
    expect(daysOf(event('day', null, 0))).toEqual(['2027-03-10']);
  });

  it('counts what it cannot show', () => {
    const placed = inLanes(Array.from({ length: 9 }, (_, at) => event(`e${at}`, 540, 60)).flatMap(partsOf));
    const { shown, crowds } = readable(placed, 4);
    expect(shown.length).toBe(3);
    expect(crowds).toEqual([{ from: 540, lane: 3, lanes: 4, count: 6 }]);
  });
});
