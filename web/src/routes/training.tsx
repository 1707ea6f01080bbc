// /training: one's own courses, those of the team, and all of them for those who write them.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Training } from '../feature/training/Training.tsx';

export default function TrainingRoute() {
  const { part } = useSearch({ from: '/training' });
  const navigate = useNavigate({ from: '/training' });
  return (
    <Training
      part={part ?? 'mine'}
      onPart={(next) => void navigate({ search: { part: next === 'mine' ? undefined : next }, replace: true })}
    />
  );
}
