// The URLs of the app and the view each one opens. Views load when they are first needed.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { LEVELS, type Level } from '../api/duplicates.ts';
import { home } from '../api/place.ts';
import type { Definition } from '../api/reports.ts';
import type { Filter } from '../api/types.ts';
import { isPeriod } from '../feature/goal/period.ts';
import type { DashboardSearch } from '../feature/report/DashboardPage.tsx';
import type { ReportSearch } from '../feature/report/ReportPage.tsx';
import { InlineCreateProvider } from '../record/form/InlineCreate.tsx';
import { UnsavedGuard } from '../record/unsaved.tsx';
import { readListState, textOf } from '../record/view/state.ts';
import { Missing } from '../shell/Missing.tsx';
import { RouteFailure } from '../shell/RouteFailure.tsx';
import { Shell } from '../shell/Shell.tsx';
import { DAILY, RecordPanel } from './daily.ts';

const levelOf = (value: unknown): Level | undefined => LEVELS.find((level) => level === value);

interface HistorySearch {
  who?: 'all';
  object?: string;
  record?: string;
}

/** The frame with the page in it, and beside it the panel where the address asks for one. */
function Root() {
  const isAsked = useSearch({ strict: false, select: (search: { peek?: unknown }) => Boolean(search.peek) });
  return (
    <>
      <InlineCreateProvider>
        <Shell />
        <Suspense>{isAsked && <RecordPanel />}</Suspense>
      </InlineCreateProvider>
      <UnsavedGuard />
    </>
  );
}

const root = createRootRoute({
  validateSearch: (search: Record<string, unknown>): { peek?: string } => ({ peek: textOf(search.peek) }),
  component: Root,
  notFoundComponent: Missing,
  errorComponent: RouteFailure,
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(DAILY.home),
});
const list = createRoute({
  getParentRoute: () => root,
  path: '/$plural',
  validateSearch: readListState,
  component: lazyRouteComponent(DAILY.list),
});
const create = createRoute({
  getParentRoute: () => root,
  path: '/$plural/new',
  validateSearch: (search: Record<string, unknown>): { preset?: Record<string, unknown> } => ({
    preset:
      typeof search.preset === 'object' && search.preset !== null
        ? (search.preset as Record<string, unknown>)
        : undefined,
  }),
  component: lazyRouteComponent(DAILY.create),
});
const record = createRoute({
  getParentRoute: () => root,
  path: '/$plural/$id',
  component: lazyRouteComponent(DAILY.record),
});
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/lead_inbox',
  validateSearch: (search: Record<string, unknown>): { who?: 'mine'; lead?: string } => ({
    who: search.who === 'mine' ? 'mine' : undefined,
    lead: textOf(search.lead),
  }),
  component: lazyRouteComponent(() => import('./inbox.tsx')),
});
const prices = createRoute({
  getParentRoute: () => root,
  path: '/prices',
  validateSearch: (search: Record<string, unknown>): { q?: string; after?: string; book?: string } => ({
    q: textOf(search.q),
    after: textOf(search.after),
    book: textOf(search.book),
  }),
  component: lazyRouteComponent(() => import('./prices.tsx')),
});
const SPANS = ['day', 'week', 'month', 'agenda'] as const;
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: (
    search: Record<string, unknown>,
  ): { span?: (typeof SPANS)[number]; at?: string; who?: string; without?: string } => ({
    span: SPANS.find((span) => span === search.span),
    at: typeof search.at === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.at) ? search.at : undefined,
    who: textOf(search.who),
    without: textOf(search.without),
  }),
  component: lazyRouteComponent(() => import('./calendar.tsx')),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: lazyRouteComponent(() => import('./imports.tsx')),
});
const importOne = createRoute({
  getParentRoute: () => root,
  path: '/import/$id',
  component: lazyRouteComponent(() => import('./import.tsx')),
});
const automations = createRoute({
  getParentRoute: () => root,
  path: '/automations',
  component: lazyRouteComponent(() => import('./automations.tsx')),
});
const automation = createRoute({
  getParentRoute: () => root,
  path: '/automations/$id',
  component: lazyRouteComponent(() => import('./automation.tsx')),
});
const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./jobs.tsx')),
});
const trash = createRoute({
  getParentRoute: () => root,
  path: '/trash',
  component: lazyRouteComponent(() => import('./trash.tsx')),
});
const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('./duplicates.tsx')),
});
const duplicatesObject = createRoute({
  getParentRoute: () => root,
  path: '/duplicates/$plural',
  validateSearch: (search: Record<string, unknown>): { level?: Level } => ({ level: levelOf(search.level) }),
  component: lazyRouteComponent(() => import('./duplicates_object.tsx')),
});
const duplicatesMerge = createRoute({
  getParentRoute: () => root,
  path: '/duplicates/$plural/merge',
  validateSearch: (search: Record<string, unknown>): { ids?: string; level?: Level } => ({
    ids: textOf(search.ids),
    level: levelOf(search.level),
  }),
  component: lazyRouteComponent(() => import('./merge.tsx')),
});
const duplicatesLike = createRoute({
  getParentRoute: () => root,
  path: '/duplicates/$plural/like',
  validateSearch: (search: Record<string, unknown>): { id?: string } => ({ id: textOf(search.id) }),
  component: lazyRouteComponent(() => import('./duplicates_like.tsx')),
});
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  validateSearch: (search: Record<string, unknown>): HistorySearch => ({
    who: search.who === 'all' ? 'all' : undefined,
    object: textOf(search.object),
    record: textOf(search.record),
  }),
  component: lazyRouteComponent(() => import('./history.tsx')),
});
const periodOf = (value: unknown): string | undefined => (isPeriod(value) ? value : undefined);
const attainment = createRoute({
  getParentRoute: () => root,
  path: '/attainment',
  validateSearch: (search: Record<string, unknown>): { period?: string; scope?: string } => ({
    // A year alone is read from the address as a number.
    period: periodOf(typeof search.period === 'number' ? String(search.period) : search.period),
    scope: textOf(search.scope),
  }),
  component: lazyRouteComponent(() => import('./attainment.tsx')),
});
const forecast = createRoute({
  getParentRoute: () => root,
  path: '/forecast',
  validateSearch: (search: Record<string, unknown>): { period?: string; since?: string } => ({
    period: periodOf(typeof search.period === 'number' ? String(search.period) : search.period),
    since: textOf(search.since),
  }),
  component: lazyRouteComponent(() => import('./forecast.tsx')),
});
const plan = createRoute({
  getParentRoute: () => root,
  path: '/companies/$id/plan',
  validateSearch: (search: Record<string, unknown>): { plan?: string } => ({ plan: textOf(search.plan) }),
  component: lazyRouteComponent(() => import('./plan.tsx')),
});
const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const readReport = (search: Record<string, unknown>): ReportSearch => ({
  ask: isThing(search.ask) && typeof search.ask.object === 'string' ? (search.ask as unknown as Definition) : undefined,
  edit: search.edit === true ? true : undefined,
  currency: textOf(search.currency),
});
const readDashboard = (search: Record<string, unknown>): DashboardSearch => ({
  period:
    search.period === 'own' ? 'own' : isThing(search.period) ? (search.period as DashboardSearch['period']) : undefined,
  owner: textOf(search.owner),
  edit: search.edit === true ? true : undefined,
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('./reports.tsx')),
});
const reportNew = createRoute({
  getParentRoute: () => root,
  path: '/reports/new',
  validateSearch: readReport,
  component: lazyRouteComponent(() => import('./report.tsx')),
});
const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$id',
  validateSearch: readReport,
  component: lazyRouteComponent(() => import('./report.tsx')),
});
const dashboards = createRoute({
  getParentRoute: () => root,
  path: '/dashboards',
  validateSearch: readDashboard,
  component: lazyRouteComponent(() => import('./dashboards.tsx')),
});
const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboards/$id',
  validateSearch: readDashboard,
  component: lazyRouteComponent(() => import('./dashboard.tsx')),
});
const dashboardSnapshot = createRoute({
  getParentRoute: () => root,
  path: '/dashboards/$id/snapshots/$snapshot',
  component: lazyRouteComponent(() => import('./dashboard_snapshot.tsx')),
});
const SEGMENT_PARTS = ['moves', 'overlaps', 'audiences'] as const;
const segments = createRoute({
  getParentRoute: () => root,
  path: '/segments',
  component: lazyRouteComponent(() => import('./segments.tsx')),
});
const segmentNew = createRoute({
  getParentRoute: () => root,
  path: '/segments/new',
  validateSearch: (search: Record<string, unknown>): { object?: string; rule?: Filter } => ({
    object: textOf(search.object),
    rule: typeof search.rule === 'object' && search.rule !== null ? (search.rule as Filter) : undefined,
  }),
  component: lazyRouteComponent(() => import('./segment_new.tsx')),
});
const segment = createRoute({
  getParentRoute: () => root,
  path: '/segments/$id',
  validateSearch: (search: Record<string, unknown>): { part?: (typeof SEGMENT_PARTS)[number] } => ({
    part: SEGMENT_PARTS.find((part) => part === search.part),
  }),
  component: lazyRouteComponent(() => import('./segment.tsx')),
});
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: (search: Record<string, unknown>): { unseen?: true } => ({
    unseen: search.unseen === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./notifications.tsx')),
});
const training = createRoute({
  getParentRoute: () => root,
  path: '/training',
  validateSearch: (search: Record<string, unknown>): { part?: 'team' | 'courses' } => ({
    part: search.part === 'team' || search.part === 'courses' ? search.part : undefined,
  }),
  component: lazyRouteComponent(() => import('./training.tsx')),
});
const trainingCourse = createRoute({
  getParentRoute: () => root,
  path: '/training/courses/$id',
  component: lazyRouteComponent(() => import('./training_course.tsx')),
});
const trainingEdit = createRoute({
  getParentRoute: () => root,
  path: '/training/lessons/$id/edit',
  component: lazyRouteComponent(() => import('./training_edit.tsx')),
});
const trainingLesson = createRoute({
  getParentRoute: () => root,
  path: '/training/lessons/$id',
  component: lazyRouteComponent(() => import('./training_lesson.tsx')),
});
const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('./knowledge.tsx')),
});
const knowledgePage = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$page',
  // Each page reads its own parameters.
  validateSearch: (search: Record<string, unknown>): Record<string, unknown> => search,
  component: lazyRouteComponent(() => import('./knowledge_page.tsx')),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings.tsx')),
});
const settingsPart = createRoute({
  getParentRoute: () => root,
  path: '/settings/$part',
  component: lazyRouteComponent(() => import('./settings.tsx')),
});
const settingsLayout = createRoute({
  getParentRoute: () => root,
  path: '/settings/objects/$key/layout',
  component: lazyRouteComponent(() => import('./settings_layout.tsx')),
});
const settingsObject = createRoute({
  getParentRoute: () => root,
  path: '/settings/objects/$key',
  component: lazyRouteComponent(() => import('./settings_object.tsx')),
});
const settingsWebhook = createRoute({
  getParentRoute: () => root,
  path: '/settings/webhooks/$id',
  validateSearch: (search: Record<string, unknown>): { state?: string; delivery?: string } => ({
    state: textOf(search.state),
    delivery: textOf(search.delivery),
  }),
  component: lazyRouteComponent(() => import('./settings_webhook.tsx')),
});
const settingsRole = createRoute({
  getParentRoute: () => root,
  path: '/settings/roles/$id',
  validateSearch: (search: Record<string, unknown>): { copy?: string } => ({ copy: textOf(search.copy) }),
  component: lazyRouteComponent(() => import('./settings_role.tsx')),
});

export const router = createRouter({
  basepath: home || '/',
  routeTree: root.addChildren([
    start,
    list,
    create,
    record,
    inbox,
    prices,
    calendar,
    imports,
    importOne,
    automations,
    automation,
    jobs,
    trash,
    history,
    attainment,
    forecast,
    plan,
    reports,
    reportNew,
    report,
    dashboards,
    dashboard,
    dashboardSnapshot,
    segments,
    segmentNew,
    segment,
    notifications,
    duplicates,
    duplicatesObject,
    duplicatesMerge,
    duplicatesLike,
    training,
    trainingLesson,
    knowledge,
    knowledgePage,
    trainingCourse,
    trainingEdit,
    settings,
    settingsPart,
    settingsObject,
    settingsLayout,
    settingsRole,
    settingsWebhook,
  ]),
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
