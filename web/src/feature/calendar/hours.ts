// Working hours of a colleague on a day, as minutes of the day of whoever looks.
import type { WorkingHours } from '../../api/calendar.ts';

const DAY = 24 * 60;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** How far the clocks of a zone are ahead of UTC around noon of a day, in minutes. */
export function aheadOfUtc(day: string, zone: string): number {
  const noon = new Date(`${day}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(noon);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((wall - noon.getTime()) / 60_000);
}

/** The worked minutes of a day; what another zone pushes over midnight is left out. */
export function workedOn(day: string, hours: WorkingHours | undefined, zone: string): [number, number][] | undefined {
  if (!hours) return undefined;
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
  const shift = hours.zone === zone ? 0 : aheadOfUtc(day, zone) - aheadOfUtc(day, hours.zone);
  return hours.stretches
    .filter((one) => one.weekday === weekday)
    .map((one): [number, number] => [
      Math.max(0, minutesOf(one.from) + shift),
      Math.min(DAY, minutesOf(one.until) + shift),
    ])
    .filter(([from, until]) => from < until);
}
