// /dashboards/$id: one dashboard.
export { DashboardPage as default } from '../feature/report/DashboardPage.tsx';
