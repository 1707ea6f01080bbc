// Dashboards that are kept as they stood: one's own schedules, and what was kept.
import { get, post, put, remove } from './client.ts';
import type { DashboardBody, Definition, ReportAnswer, Tile } from './reports.ts';

export const EVERY = ['day', 'week', 'month'] as const;
export type Every = (typeof EVERY)[number];

export interface DashboardSchedule {
  every: Every;
  weekday: number | null;
  day: number | null;
  hour: number;
  minute: number;
  zone: string;
  next_at: string;
}
export type ScheduleInput = { every: Every; hour: number; minute?: number; weekday?: number; day?: number };

export interface Snapshot {
  id: string;
  dashboard: string;
  as_of: string;
  scheduled: boolean;
  name: string;
}
export interface SnapshotTile extends Tile {
  /** None of these three where one did not see the report, or would not see its numbers now. */
  name: string | null;
  definition: Definition | null;
  answer: ReportAnswer | null;
  /** Why there is no answer. */
  problem: string | null;
}
export interface SnapshotPage extends Snapshot {
  named: string | null;
  period: DashboardBody['period'];
  owner: string | null;
  tiles: SnapshotTile[];
}

export const SNAPSHOTS = ['dashboard_snapshots'] as const;
export const SCHEDULES = ['dashboard_schedules'] as const;

type Shown = { schedule: DashboardSchedule | null };
export const showSchedule = (dashboard: string, signal?: AbortSignal) =>
  get<Shown>(`/dashboards/${dashboard}/schedule`, undefined, signal);
export const putSchedule = (dashboard: string, input: ScheduleInput) =>
  put<Shown>(`/dashboards/${dashboard}/schedule`, input);
export const removeSchedule = (dashboard: string) => remove(`/dashboards/${dashboard}/schedule`);

export const listSnapshots = (dashboard: string, signal?: AbortSignal) =>
  get<{ data: Snapshot[] }>(`/dashboards/${dashboard}/snapshots`, undefined, signal);
export const createSnapshot = (dashboard: string) => post<Snapshot>(`/dashboards/${dashboard}/snapshots`);
export const showSnapshot = (id: string, signal?: AbortSignal) =>
  get<SnapshotPage>(`/dashboard_snapshots/${id}`, undefined, signal);
export const removeSnapshot = (id: string) => remove(`/dashboard_snapshots/${id}`);
