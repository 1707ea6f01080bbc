// /training/courses/<id>: a course as it is written.
import { useParams } from '@tanstack/react-router';
import { CourseEditor } from '../feature/training/edit/CourseEditor.tsx';

export default function TrainingCourseRoute() {
  const { id } = useParams({ from: '/training/courses/$id' });
  return <CourseEditor key={id} id={id} />;
}
