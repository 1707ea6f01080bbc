// /segments: the list of segments.
export { Segments as default } from '../feature/segment/Segments.tsx';
