// /duplicates/people/like?id=…: records like one record.
import { useParams, useSearch } from '@tanstack/react-router';
import { Like } from '../feature/duplicates/Like.tsx';
import { ForObject } from './object_route.tsx';

export default function DuplicatesLikeRoute() {
  const { plural } = useParams({ from: '/duplicates/$plural/like' });
  const { id } = useSearch({ from: '/duplicates/$plural/like' });
  return <ForObject plural={plural}>{(object) => <Like key={id} object={object} id={id ?? ''} />}</ForObject>;
}
