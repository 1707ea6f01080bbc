// /training/lessons/<id>/edit: a lesson as it is written.
import { useParams } from '@tanstack/react-router';
import { LessonEditor } from '../feature/training/edit/LessonEditor.tsx';

export default function TrainingEditRoute() {
  const { id } = useParams({ from: '/training/lessons/$id/edit' });
  return <LessonEditor key={id} id={id} />;
}
