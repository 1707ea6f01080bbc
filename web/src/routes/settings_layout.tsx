// /settings/objects/<key>/layout: how the fields of an object stand on its pages and forms.
import { useParams } from '@tanstack/react-router';
import { useSession } from '../api/session_context.tsx';
import { useDictionary } from '../dictionary/context.tsx';
import { LayoutEditor } from '../feature/setting/layout/LayoutEditor.tsx';
import { OnlyAdministrators, SettingsFrame } from '../feature/setting/Settings.tsx';
import { Missing } from '../shell/Missing.tsx';

export default function SettingsLayoutRoute() {
  const { key } = useParams({ from: '/settings/objects/$key/layout' });
  const object = useDictionary().byKey.get(key);
  const session = useSession();
  if (!object) return <Missing />;
  return (
    <SettingsFrame part="objects">
      {session.role.administrator ? <LayoutEditor object={object} /> : <OnlyAdministrators />}
    </SettingsFrame>
  );
}
