// The sentence a notification is told with: on pages, and by the service worker when no page is open. The build copies this file into the worker,
// so it takes in nothing but types.
import type { Notification } from '../../api/notifications.ts';
import type { Key, Params } from '../../i18n/index.ts';

/** In which language it is told. */
export interface Telling {
  t: (key: Key, params?: Params) => string;
  when: (moment: string) => string;
}

const said = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a day holds, in parts: only those there are. */
function partsOf(params: Notification['params'], { t }: Telling): string {
  const number = (key: string) => (typeof params[key] === 'number' ? params[key] : 0);
  const [tasks, overdue, meetings, unseen] = [number('tasks'), number('overdue'), number('meetings'), number('unseen')];
  return [
    tasks > 0 && t('notification.digest_tasks', { count: tasks }),
    overdue > 0 && t('notification.digest_overdue', { count: overdue }),
    meetings > 0 && t('notification.digest_meetings', { count: meetings }),
    unseen > 0 && t('notification.digest_unseen', { count: unseen }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Whether a record is called by the first words of the text that is shown below it, as notes without a subject are. */
const isBeginning = (title: string, text: string | null | undefined) => !!text?.startsWith(title.replace(/…$/, ''));

const OF_QUOTE: Readonly<
  Record<string, 'quote_declined' | 'quote_viewed' | 'quote_asked' | 'quote_expires' | 'quote_expired'>
> = {
  quote_declined: 'quote_declined',
  quote_viewed: 'quote_viewed',
  quote_asked: 'quote_asked',
  quote_expires: 'quote_expires',
  quote_expired: 'quote_expired',
};

/** What is told; the title of the record stands in it, or what it is where it has none, as notes do. */
export function sentence(one: Notification, object: string | undefined, telling: Telling): string {
  const { t, when } = telling;
  const name = one.by?.name || t('notification.kith');
  const title = one.title || t('record.untitled');
  switch (one.kind) {
    case 'mention':
      return !object || (one.title && !isBeginning(one.title, one.excerpt))
        ? t('notification.mention', { name, title })
        : t('notification.mention_untitled', { name, object });
    case 'assigned':
      if (one.text === 'booking_moved' || one.text === 'booking_cancelled')
        return t(`notification.${one.text}`, { title });
      if (one.text === 'lead_territory') return t('notification.lead_territory', { title });
      return one.count > 1
        ? t('notification.assigned_many', { name, title, count: one.count - 1 })
        : t('notification.assigned', { name, title });
    case 'quote':
      return t(`notification.${OF_QUOTE[one.text] ?? 'quote_accepted'}`, { title });
    case 'target':
      return t('notification.target', { title });
    case 'digest':
      return t('notification.digest', { parts: partsOf(one.params, telling) });
    case 'dashboard':
      return t(one.text === 'dashboard_ended' ? 'notification.dashboard_ended' : 'notification.dashboard_kept', {
        name: said(one.params.name),
      });
    case 'automation':
      if (one.text === 'automation_failed') {
        const automation = said(one.params.automation);
        return one.count > 1
          ? t('notification.automation_failed_many', { name: automation, count: one.count })
          : t('notification.automation_failed', { name: automation });
      }
      return one.text === 'webhook_disabled'
        ? t('notification.webhook_disabled', { name: said(one.params.name) })
        : said(one.params.text) || title;
    case 'due':
      if (one.text === 'answer_due') return t('notification.answer_due', { title, when: when(said(one.params.due)) });
      return one.text === 'due_soon' && said(one.params.due)
        ? t('notification.due_soon', { title, when: when(said(one.params.due)) })
        : t('notification.due', { title });
    case 'approval':
      if (one.text === 'discount_asked' || one.text === 'discount_approved' || one.text === 'discount_refused')
        return t(`notification.${one.text}`, { name, title });
      return said(one.params.text) || title;
    default:
      return said(one.params.text) || title;
  }
}

/** What stands below the sentence, if anything does. */
export function detail(one: Notification, { t }: Telling): string {
  if (one.kind === 'mention') return one.excerpt ?? '';
  if (one.text === 'webhook_disabled') return t('notification.webhook_disabled_text');
  if (one.text === 'automation_failed') return t('notification.automation_failed_text');
  if (one.kind === 'automation') return [said(one.params.automation), one.title].filter(Boolean).join(' · ');
  if (one.kind !== 'approval' || one.text.startsWith('discount_')) return '';
  return [one.by?.name, one.title].filter(Boolean).join(' · ');
}
