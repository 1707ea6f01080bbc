// /import: bring a file in.
export { Imports as default } from '../feature/import/Imports.tsx';
