// /companies, /people, /x_machines: the list of an object, its state in the URL.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { RecordList } from '../record/RecordList.tsx';
import { ForObject } from './object_route.tsx';

export default function ListRoute() {
  const { plural } = useParams({ from: '/$plural' });
  const state = useSearch({ from: '/$plural' });
  const navigate = useNavigate({ from: '/$plural' });
  return (
    <ForObject plural={plural}>
      {(object) => (
        <RecordList
          key={object.key}
          object={object}
          state={state}
          onState={(next) => void navigate({ search: next, replace: next.q !== state.q })}
        />
      )}
    </ForObject>
  );
}
