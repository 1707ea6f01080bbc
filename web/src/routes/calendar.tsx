// /calendar: one's own calendar, and those of colleagues beside it.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarPage } from '../feature/calendar/CalendarPage.tsx';

export default function CalendarRoute() {
  const state = useSearch({ from: '/calendar' });
  const navigate = useNavigate({ from: '/calendar' });
  return (
    <CalendarPage
      state={state}
      onState={(next) => void navigate({ search: (old) => ({ peek: old.peek, ...next }), replace: true })}
    />
  );
}
