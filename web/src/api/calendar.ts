// What belongs to calendars: when colleagues work, one's own calendar for other programs, queues, and pages on which customers book.
import { call, get, post, put, remove, urlOf } from './client.ts';
import type { RecordRow } from './types.ts';

export interface Stretch {
  /** 1 for Monday to 7 for Sunday. */
  weekday: number;
  from: string;
  until: string;
}

export interface WorkingHours {
  user: string;
  zone: string;
  stretches: Stretch[];
}

export const listWorkingHours = (signal?: AbortSignal) =>
  get<{ data: WorkingHours[] }>('/working_hours', undefined, signal).then(({ data }) => data);

export const putWorkingHours = (stretches: Stretch[]) => put<WorkingHours>('/working_hours', { stretches });

export const findCalendarFeed = (signal?: AbortSignal) =>
  get<{ created_at: string | null }>('/calendar_feed', undefined, signal);

export const createCalendarFeed = () => post<{ path: string }>('/calendar_feed', {});

export const removeCalendarFeed = () => remove('/calendar_feed');

export const invitationUrl = (meeting: string) => urlOf(`/meetings/${meeting}/ics`);

export interface QueueStanding {
  id: string;
  name: string;
  waiting: number;
}

export const listQueueStanding = (signal?: AbortSignal) =>
  get<{ data: QueueStanding[] }>('/task_queues/standing', undefined, signal).then(({ data }) => data);

export const takeNextTask = (queue: string) =>
  post<{ task: RecordRow | null; waiting: number }>(`/task_queues/${queue}/next`, {});

export const createBookingLink = (page: string) => post<{ path: string }>(`/booking_pages/${page}/links`, {});

export const removeBookingLinks = (page: string) => remove(`/booking_pages/${page}/links`);

export interface PublicBookingPage {
  name: string;
  description: string;
  place: string;
  duration: number;
  host: string;
  company: string;
  language: string;
  zone: string;
  questions: string[];
  slots: string[];
}

export interface PublicBooking {
  name: string;
  at: string | null;
  duration: number;
  place: string;
  host: string;
  company: string;
  language: string;
  cancelled: boolean;
  can_change: boolean;
  slots: string[];
}

export interface BookingInput {
  at: string;
  name: string;
  email: string;
  answers: string[];
  language: string;
}

const pageAt = (token: string) => `/public/booking_pages/${token}`;
const bookingAt = (token: string) => `/public/bookings/${token}`;

export const findPublicPage = (token: string, signal?: AbortSignal) =>
  get<PublicBookingPage>(pageAt(token), undefined, signal);

export const createPublicBooking = (token: string, body: BookingInput) =>
  post<{ path: string; booking: PublicBooking }>(`${pageAt(token)}/bookings`, body);

export const findPublicBooking = (token: string, signal?: AbortSignal) =>
  get<PublicBooking>(bookingAt(token), undefined, signal);

export const movePublicBooking = (token: string, at: string) => put<PublicBooking>(bookingAt(token), { at });

export const cancelPublicBooking = (token: string) => call<PublicBooking>('DELETE', bookingAt(token));

export const publicInvitationUrl = (token: string) => urlOf(`${bookingAt(token)}/ics`);
