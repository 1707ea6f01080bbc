// /jobs: background work.
export { Jobs as default } from '../feature/job/Jobs.tsx';
