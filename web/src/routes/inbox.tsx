// /lead_inbox: new leads, one after the other.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Inbox } from '../feature/sales/Inbox.tsx';
import { ForObject } from './object_route.tsx';

export default function InboxRoute() {
  const state = useSearch({ from: '/lead_inbox' });
  const navigate = useNavigate({ from: '/lead_inbox' });
  return (
    <ForObject plural="leads">
      {(object) => (
        <Inbox
          object={object}
          state={state}
          onState={(next) => void navigate({ search: (old) => ({ peek: old.peek, ...next }), replace: true })}
        />
      )}
    </ForObject>
  );
}
