// /settings/roles/<id>, and /settings/roles/new with another role to begin with.
import { useParams, useSearch } from '@tanstack/react-router';
import { useSession } from '../api/session_context.tsx';
import { RolePage } from '../feature/setting/role/RolePage.tsx';
import { OnlyAdministrators, SettingsFrame } from '../feature/setting/Settings.tsx';

export default function SettingsRoleRoute() {
  const { id } = useParams({ from: '/settings/roles/$id' });
  const { copy } = useSearch({ from: '/settings/roles/$id' });
  const session = useSession();
  return (
    <SettingsFrame part="roles">
      {session.role.administrator ? <RolePage id={id} copy={copy} /> : <OnlyAdministrators />}
    </SettingsFrame>
  );
}
