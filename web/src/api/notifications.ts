// What somebody should hear of: the calls, and the keys under which their answers are kept.
import { get, post, put, remove } from './client.ts';

export const NOTIFICATION_KINDS = [
  'mention',
  'assigned',
  'due',
  'approval',
  'quote',
  'target',
  'automation',
  'dashboard',
  'digest',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export interface Notification {
  id: string;
  kind: NotificationKind;
  text: string;
  params: Record<string, unknown>;
  object: string | null;
  record: string | null;
  title: string | null;
  excerpt: string | null;
  by: { id: string | null; name: string } | null;
  count: number;
  at: string;
  seen: boolean;
}

export interface NotificationPage {
  data: Notification[];
  next: string | null;
}

export interface KindSetting {
  kind: NotificationKind;
  in_app: boolean;
  /** Whether browsers tell it too when no page is open. */
  push?: boolean;
}

/** Everything that changes when a notification comes or is seen. */
export const NOTIFICATIONS = ['notifications'] as const;

export const listNotifications = (
  query: { unseen?: boolean; limit?: number; cursor?: string | null },
  signal?: AbortSignal,
) => get<NotificationPage>('/notifications', query, signal);

export const countNotifications = (signal?: AbortSignal) =>
  get<{ count: number; more: boolean }>('/notifications/count', undefined, signal);

export const seeNotifications = (seen: { ids?: string[]; up_to?: string; seen?: boolean }) =>
  put<void>('/notifications/seen', seen);

export const listNotificationSettings = (signal?: AbortSignal) =>
  get<{ data: KindSetting[] }>('/notifications/settings', undefined, signal);

export const putNotificationSettings = (data: KindSetting[]) =>
  put<{ data: KindSetting[] }>('/notifications/settings', { data });

/** The key a browser needs to be told when no page is open. */
export const showPush = () => get<{ key: string; browsers: number }>('/notifications/push');

export const createPushSubscription = (browser: { endpoint: string; p256dh: string; auth: string }) =>
  post<{ id: string }>('/notifications/push', browser);

export const removePushSubscription = (id: string) => remove(`/notifications/push/${id}`);
