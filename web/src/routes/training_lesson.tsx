// /training/lessons/<id>: a lesson and its questions.
import { useParams } from '@tanstack/react-router';
import { LessonPage } from '../feature/training/LessonPage.tsx';

export default function TrainingLessonRoute() {
  const { id } = useParams({ from: '/training/lessons/$id' });
  return <LessonPage key={id} id={id} />;
}
