// /duplicates: where records that are probably one are looked for.
export { Overview as default } from '../feature/duplicates/Overview.tsx';
