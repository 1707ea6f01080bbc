// /history: what was done, and the way to take it back.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { History } from '../feature/history/History.tsx';

export default function HistoryRoute() {
  const state = useSearch({ from: '/history' });
  const navigate = useNavigate({ from: '/history' });
  return <History state={state} onState={(next) => void navigate({ search: next })} />;
}
