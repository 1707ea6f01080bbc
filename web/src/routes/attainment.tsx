// /attainment: targets and how far they are reached.
export { Attainment as default } from '../feature/goal/Attainment.tsx';
