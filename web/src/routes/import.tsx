// /import/<id>: one import, from file to result.
import { useParams } from '@tanstack/react-router';
import { ImportPage } from '../feature/import/ImportPage.tsx';

export default function ImportRoute() {
  const { id } = useParams({ from: '/import/$id' });
  return <ImportPage id={id} />;
}
