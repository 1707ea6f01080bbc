// /duplicates/people: the groups of one object.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Groups } from '../feature/duplicates/Groups.tsx';
import { ForObject } from './object_route.tsx';

export default function DuplicatesObjectRoute() {
  const { plural } = useParams({ from: '/duplicates/$plural' });
  const { level } = useSearch({ from: '/duplicates/$plural' });
  const navigate = useNavigate({ from: '/duplicates/$plural' });
  return (
    <ForObject plural={plural}>
      {(object) => (
        <Groups
          key={object.key}
          object={object}
          level={level ?? 'certain'}
          onLevel={(next) => void navigate({ search: { level: next } })}
        />
      )}
    </ForObject>
  );
}
