// /companies/<id>: one record.
import { useParams } from '@tanstack/react-router';
import { RecordPage } from '../record/RecordPage.tsx';
import { ForObject } from './object_route.tsx';

export default function RecordRoute() {
  const { plural, id } = useParams({ from: '/$plural/$id' });
  return <ForObject plural={plural}>{(object) => <RecordPage key={id} object={object} id={id} />}</ForObject>;
}
