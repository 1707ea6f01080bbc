// Webhooks: what happens here, told to addresses outside; their secrets and the log of their deliveries.
import { get, patch, post, put, remove } from './client.ts';
import type { Filter } from './types.ts';

export const WEBHOOK_WORDS = ['created', 'updated', 'removed', 'restored', 'purged'] as const;
export type WebhookWord = (typeof WEBHOOK_WORDS)[number];

export interface Listen {
  object: string;
  on: WebhookWord[];
  fields: string[];
  condition: Filter | null;
}

export interface Webhook {
  id: string;
  name: string;
  url: string;
  owner: string;
  state: 'on' | 'paused' | 'disabled';
  reason: 'failing' | 'gone' | 'owner' | 'condition' | null;
  listens: Listen[];
  values: boolean;
  imports: boolean;
  older_secret_until: string | null;
  failing_since: string | null;
  delivered_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface WebhookInput {
  name: string;
  url: string;
  listens: Listen[];
  values: boolean;
  imports: boolean;
}

export const DELIVERY_STATES = ['waiting', 'sending', 'held', 'delivered', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  id: string;
  webhook: string;
  type: string;
  object: string | null;
  record: string | null;
  state: DeliveryState;
  attempts: number;
  due_at: string | null;
  status: number | null;
  error: string | null;
  created_at: string;
  ended_at: string | null;
}

export interface DeliveryTry {
  at: string;
  status: number | null;
  error: string | null;
  millis: number;
  answer: string | null;
  cut: boolean;
}

export type DeliveryShown = Delivery & { body: string | null; tries: DeliveryTry[] };

export const WEBHOOKS = ['webhooks'] as const;

export const listWebhooks = (signal?: AbortSignal) => get<{ data: Webhook[] }>('/webhooks', undefined, signal);
export const showWebhook = (id: string, signal?: AbortSignal) => get<Webhook>(`/webhooks/${id}`, undefined, signal);
export const createWebhook = (body: WebhookInput) => post<Webhook & { secret: string }>('/webhooks', body);
export const changeWebhook = (id: string, body: Partial<WebhookInput> & { state?: 'on' | 'paused' }) =>
  patch<Webhook>(`/webhooks/${id}`, body);
export const removeWebhook = (id: string) => remove(`/webhooks/${id}`);
export const renewSecret = (id: string, overlap_hours: number) =>
  post<Webhook & { secret: string }>(`/webhooks/${id}/secret`, { overlap_hours });
export const testWebhook = (id: string) => post<DeliveryShown>(`/webhooks/${id}/tests`, {});
export const listDeliveries = (id: string, query: { state?: string; cursor?: string | null }, signal?: AbortSignal) =>
  get<{ data: Delivery[]; next: string | null }>(`/webhooks/${id}/deliveries`, query, signal);
export const showDelivery = (id: string, signal?: AbortSignal) =>
  get<DeliveryShown>(`/webhook-deliveries/${id}`, undefined, signal);
export const replayDelivery = (id: string) => put<DeliveryShown>(`/webhook-deliveries/${id}/replay`);
export const replaySpan = (id: string, body: { from: string; to?: string; delivered: boolean }) =>
  post<{ count: number }>(`/webhooks/${id}/replays`, body);
