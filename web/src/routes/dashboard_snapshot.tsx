// /dashboards/$id/snapshots/$snapshot: one dashboard as it stood.
export { SnapshotPage as default } from '../feature/report/SnapshotPage.tsx';
