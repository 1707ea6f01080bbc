// /duplicates/people/merge?ids=…: records side by side.
import { useParams, useSearch } from '@tanstack/react-router';
import { MergePage } from '../feature/duplicates/MergePage.tsx';
import { ForObject } from './object_route.tsx';

export default function MergeRoute() {
  const { plural } = useParams({ from: '/duplicates/$plural/merge' });
  const { ids, level } = useSearch({ from: '/duplicates/$plural/merge' });
  const wanted = [...new Set((ids ?? '').split(',').filter(Boolean))];
  return (
    <ForObject plural={plural}>
      {(object) => <MergePage key={wanted.join()} object={object} ids={wanted} level={level} />}
    </ForObject>
  );
}
