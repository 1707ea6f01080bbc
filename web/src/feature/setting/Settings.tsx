// The settings: one's own profile for everybody, the rest for administrators.
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import {
  KeyRound,
  type LucideIcon,
  Settings as SettingsIcon,
  Shapes,
  ShieldCheck,
  UserRound,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../api/session_context.tsx';
import { t } from '../../i18n/index.ts';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { ApiKeys } from './ApiKeys.tsx';
import { Objects } from './Objects.tsx';
import { Profile } from './Profile.tsx';
import { PARTS, type SettingsPart, settingsParts } from './parts.ts';
import { Roles } from './Roles.tsx';
import classes from './setting.module.css';
import { UserList } from './UserList.tsx';

const ICONS: Record<SettingsPart, LucideIcon> = {
  profile: UserRound,
  objects: Shapes,
  users: Users,
  roles: ShieldCheck,
  keys: KeyRound,
};
const VIEWS: Record<SettingsPart, () => ReactNode> = {
  profile: Profile,
  objects: Objects,
  users: UserList,
  roles: Roles,
  keys: ApiKeys,
};

export function SettingsFrame({ children }: { children: ReactNode }) {
  const session = useSession();
  useDocumentTitle(`${t('settings.title')} · Kith`);
  return (
    <>
      <PageHeader icon={<SettingsIcon size={18} strokeWidth={1.75} />} title={t('settings.title')} />
      <div className={classes.frame}>
        <nav className={classes.nav} aria-label={t('settings.title')}>
          {settingsParts(session.role.administrator).map(({ key: part, label }) => {
            const Icon = ICONS[part];
            return (
              <Link key={part} to="/settings/$part" params={{ part }} className={classes.item}>
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                {label}
              </Link>
            );
          })}
        </nav>
        <PageBody>{children}</PageBody>
      </div>
    </>
  );
}

export function Settings({ part }: { part: string | undefined }) {
  const session = useSession();
  const known = PARTS.find((one) => one === part) ?? 'profile';
  const allowed = session.role.administrator ? known : 'profile';
  const View = VIEWS[allowed];
  return (
    <SettingsFrame>
      <View />
    </SettingsFrame>
  );
}
