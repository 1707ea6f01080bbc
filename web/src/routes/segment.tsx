// /segments/<id>: one segment.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { SegmentPage } from '../feature/segment/SegmentPage.tsx';

export default function SegmentRoute() {
  const { id } = useParams({ from: '/segments/$id' });
  const { part } = useSearch({ from: '/segments/$id' });
  const navigate = useNavigate();
  return (
    <SegmentPage
      id={id}
      part={part ?? 'members'}
      onPart={(next) =>
        void navigate({
          to: '/segments/$id',
          params: { id },
          search: { part: next === 'members' ? undefined : next },
          replace: true,
        })
      }
    />
  );
}
