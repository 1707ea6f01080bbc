// Days as `YYYY-MM-DD`: what a calendar counts with. No clock and no zone is asked here, so nothing shifts by an hour.
const DAY = 86_400_000;

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const text = (time: number) => new Date(time).toISOString().slice(0, 10);

export const addDays = (day: string, count: number): string => text(at(day) + count * DAY);

export const weekdayOf = (day: string): number => new Date(at(day)).getUTCDay();

export const monthOf = (day: string): string => day.slice(0, 7);

export const startOfMonth = (day: string): string => `${monthOf(day)}-01`;

export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
}

export const startOfWeek = (day: string, firstWeekday: number): string =>
  addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));

/** The days from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let time = at(first); time <= at(last); time += DAY) days.push(text(time));
  return days;
}

/** Whole weeks around a month: four to six, as the month needs. */
export function monthGrid(day: string, firstWeekday: number): string[] {
  const first = startOfMonth(day);
  const last = addDays(addMonths(first, 1), -1);
  return daysBetween(startOfWeek(first, firstWeekday), addDays(startOfWeek(last, firstWeekday), 6));
}

export function weekGrid(day: string, firstWeekday: number): string[] {
  const first = startOfWeek(day, firstWeekday);
  return daysBetween(first, addDays(first, 6));
}
