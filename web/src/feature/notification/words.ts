// The sentence a notification is told with, and the day it belongs to.
import type { Notification } from '../../api/notifications.ts';
import { dayOf, formatDate, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { detail, sentence, type Telling } from './sentence.ts';

const DAY = 24 * 60 * 60 * 1000;

const telling: Telling = { t, when: formatTimestamp };

/** What is told; the title of the record stands in it, or what it is where it has none, as notes do. */
export const sentenceOf = (one: Notification, object?: string): string => sentence(one, object, telling);

/** What stands below the sentence, if anything does. */
export const detailOf = (one: Notification): string => detail(one, telling);

/** The dashboard as it stood that it is about, if it is about one. */
export function snapshotOf({ kind, params }: Notification): { id: string; snapshot: string } | undefined {
  const { dashboard, snapshot } = params;
  return kind === 'dashboard' && typeof dashboard === 'string' && typeof snapshot === 'string'
    ? { id: dashboard, snapshot }
    : undefined;
}

export interface DayOfNotifications {
  day: string;
  label: string;
  data: Notification[];
}

/** The notifications by the day they came, the newest day first. */
export function byDay(all: readonly Notification[], now: Date = new Date()): DayOfNotifications[] {
  const today = dayOf(now);
  const yesterday = dayOf(new Date(now.getTime() - DAY));
  const days: DayOfNotifications[] = [];
  for (const one of all) {
    const day = dayOf(one.at);
    const last = days.at(-1);
    if (last?.day === day) last.data.push(one);
    else {
      const label =
        day === today ? t('notification.today') : day === yesterday ? t('notification.yesterday') : formatDate(day);
      days.push({ day, label, data: [one] });
    }
  }
  return days;
}
