// /: the first page of the day.
export { Home as default } from '../feature/home/Home.tsx';
