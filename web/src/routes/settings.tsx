// /settings and /settings/<part>.
import { useParams } from '@tanstack/react-router';
import { Settings } from '../feature/setting/Settings.tsx';

export default function SettingsRoute() {
  const { part } = useParams({ strict: false });
  return <Settings part={part} />;
}
