// Reports and dashboards: what is asked, and what the server answers.
import { get, patch, post, postForFile, remove } from './client.ts';
import type { Filter } from './types.ts';

export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year', 'weekday', 'hour', 'country'] as const;
export type ReportBucket = (typeof BUCKETS)[number];
export const MEASURES = ['count', 'sum', 'avg', 'median', 'min', 'max', 'distinct'] as const;
export type MeasureKind = (typeof MEASURES)[number];
export const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];
export const FORMS = ['number', 'money', 'percent'] as const;

export interface Dimension {
  field: string;
  bucket?: ReportBucket;
  band?: string | number;
}
export interface MeasureAsked {
  measure: MeasureKind;
  field?: string;
  name?: string;
}
export interface FormulaAsked {
  name: string;
  formula: string;
  form?: (typeof FORMS)[number];
}
export interface Period {
  field: string;
  from?: string;
  until?: string;
  last?: number;
  unit?: Unit;
  this?: Unit;
  previous?: Unit;
}
export interface Definition {
  object: string;
  filter?: Filter | null;
  by?: Dimension[];
  measures?: MeasureAsked[];
  formulas?: FormulaAsked[];
  period?: Period | null;
  compare?: 'previous' | 'year' | null;
  sort?: string | null;
  top?: number | null;
  chart?: { kind?: string };
  named?: string;
}

export interface ReportRow {
  key: unknown[];
  values: unknown[];
  before: unknown[] | null;
  currency: string | null;
  filter: Filter | null;
  rest: boolean;
}
interface Span {
  from: string;
  until: string;
}
export interface ReportAnswer {
  as_of: string;
  rows: ReportRow[];
  firsts: ReportRow[];
  others: ReportRow[];
  totals: ReportRow[];
  truncated: boolean;
  period: Span | null;
  compared: Span | null;
}

export const SHARINGS = ['private', 'team', 'everyone'] as const;
export type Sharing = (typeof SHARINGS)[number];
interface Kept<B> {
  id: string;
  name: string;
  body: B;
  sharing: Sharing;
  owner: { id: string; name: string };
  can: ('change' | 'remove')[];
  updated_at: string;
}
export type Report = Kept<Definition>;
export interface Tile {
  id: string;
  report: string;
  x: number;
  y: number;
  w: number;
  h: number;
}
export interface DashboardBody {
  tiles: Tile[];
  period?: Omit<Period, 'field'> | null;
  owner?: string | null;
  named?: string;
}
export type Dashboard = Kept<DashboardBody>;
export type DashboardPage = Dashboard & { reports: Report[] };

export const REPORTS = ['reports'] as const;
export const DASHBOARDS = ['dashboards'] as const;

type Input<B> = { name: string; body: B; sharing?: Sharing };
export const listReports = (signal?: AbortSignal) => get<{ data: Report[] }>('/reports', undefined, signal);
export const showReport = (id: string, signal?: AbortSignal) => get<Report>(`/reports/${id}`, undefined, signal);
export const createReport = (input: Input<Definition>) => post<Report>('/reports', input);
export const changeReport = (id: string, change: Partial<Input<Definition>>) => patch<Report>(`/reports/${id}`, change);
export const removeReport = (id: string) => remove(`/reports/${id}`);
export const answerReport = (definition: Definition, signal?: AbortSignal) =>
  post<ReportAnswer>('/reports/answer', definition, signal ? { signal } : {});
export const reportFile = (definition: Definition, format: 'csv' | 'xlsx') =>
  postForFile('/reports/file', { format }, definition);

export const listDashboards = (signal?: AbortSignal) => get<{ data: Dashboard[] }>('/dashboards', undefined, signal);
export const showDashboard = (id: string, signal?: AbortSignal) =>
  get<DashboardPage>(`/dashboards/${id}`, undefined, signal);
export const createDashboard = (input: Input<DashboardBody>) => post<Dashboard>('/dashboards', input);
export const changeDashboard = (id: string, change: Partial<Input<DashboardBody>>) =>
  patch<Dashboard>(`/dashboards/${id}`, change);
export const removeDashboard = (id: string) => remove(`/dashboards/${id}`);
