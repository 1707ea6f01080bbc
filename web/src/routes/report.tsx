// /reports/new and /reports/$id: one report.
export { ReportPage as default } from '../feature/report/ReportPage.tsx';
