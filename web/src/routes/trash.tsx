// /trash: removed records.
export { Trash as default } from '../feature/trash/Trash.tsx';
