// /segments/new: a new segment, where asked with the filter of a list.
import { useSearch } from '@tanstack/react-router';
import { NewSegment } from '../feature/segment/NewSegment.tsx';

export default function NewSegmentRoute() {
  const { object, rule } = useSearch({ from: '/segments/new' });
  return <NewSegment object={object} rule={rule} />;
}
