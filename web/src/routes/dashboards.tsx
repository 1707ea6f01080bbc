// /dashboards: the dashboard looked at last.
export { DashboardHome as default } from '../feature/report/DashboardPage.tsx';
