// /reports: all reports.
export { ReportList as default } from '../feature/report/ReportList.tsx';
