// /settings/objects/<key>: the fields of one object.
import { useParams } from '@tanstack/react-router';
import { useSession } from '../api/session_context.tsx';
import { useDictionary } from '../dictionary/context.tsx';
import { ObjectFields } from '../feature/setting/ObjectFields.tsx';
import { OnlyAdministrators, SettingsFrame } from '../feature/setting/Settings.tsx';
import { Missing } from '../shell/Missing.tsx';

export default function SettingsObjectRoute() {
  const { key } = useParams({ from: '/settings/objects/$key' });
  const object = useDictionary().byKey.get(key);
  const session = useSession();
  if (!object) return <Missing />;
  return (
    <SettingsFrame part="objects">
      {session.role.administrator ? <ObjectFields object={object} /> : <OnlyAdministrators />}
    </SettingsFrame>
  );
}
