// The settings: one's own for everybody, the rest for administrators. At the left what there is, in the middle one part.
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Settings as SettingsIcon, ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../api/session_context.tsx';
import { t } from '../../i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { ApiKeys } from './ApiKeys.tsx';
import { Backups } from './backup/Backups.tsx';
import { CalendarSettings } from './CalendarSettings.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';
import { Objects } from './Objects.tsx';
import { Overview } from './Overview.tsx';
import { Profile } from './Profile.tsx';
import { elsewhereOf, GROUPS, PARTS, type PartKey, partsFor, type SettingsPart } from './parts.ts';
import { PlaybookSettings } from './playbook/PlaybookSettings.tsx';
import { QuoteLookSettings } from './quote/QuoteLook.tsx';
import { RoleList } from './role/RoleList.tsx';
import { LeadSettings } from './sales/LeadSettings.tsx';
import { PipelineSettings } from './sales/PipelineSettings.tsx';
import { SampleData } from './sample/SampleData.tsx';
import classes from './setting.module.css';
import { Teams } from './team/Teams.tsx';
import { UserList } from './user/UserList.tsx';
import { Webhooks } from './webhook/Webhooks.tsx';
import { Workspace } from './workspace/Workspace.tsx';

const VIEWS: Partial<Record<PartKey, () => ReactNode>> = {
  profile: Profile,
  calendar: CalendarSettings,
  notifications: NotificationSettings,
  workspace: Workspace,
  objects: Objects,
  pipelines: PipelineSettings,
  playbooks: PlaybookSettings,
  leads: LeadSettings,
  quotes: QuoteLookSettings,
  users: UserList,
  teams: Teams,
  roles: RoleList,
  keys: ApiKeys,
  webhooks: Webhooks,
  backups: Backups,
  sample_data: SampleData,
};

function PartLink({ part }: { part: SettingsPart }) {
  const Icon = part.icon;
  const inside = (
    <>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      {t(`settings.${part.key}`)}
    </>
  );
  const elsewhere = elsewhereOf(part);
  return elsewhere ? (
    <Link to={elsewhere} className={classes.item}>
      {inside}
    </Link>
  ) : (
    <Link to="/settings/$part" params={{ part: part.key }} className={classes.item}>
      {inside}
    </Link>
  );
}

export function SettingsFrame({ part, children }: { part?: PartKey; children: ReactNode }) {
  const session = useSession();
  const name = part ? t(`settings.${part}`) : t('settings.title');
  useDocumentTitle(`${name} · Kith`);
  const parts = partsFor(session.role.administrator);
  return (
    <>
      <PageHeader
        icon={
          part ? (
            <Link to="/settings" aria-label={t('settings.all')} className={classes.back}>
              <ArrowLeft size={18} strokeWidth={1.75} />
            </Link>
          ) : (
            <SettingsIcon size={18} strokeWidth={1.75} />
          )
        }
        title={t('settings.title')}
      />
      <div className={classes.frame} data-whole={part ? undefined : true}>
        <nav className={classes.nav} aria-label={t('settings.title')}>
          {GROUPS.map((group) => {
            const inside = parts.filter((one) => one.group === group);
            if (!inside.length) return null;
            return (
              <section key={group} className={classes.group} aria-label={t(`settings.group.${group}`)}>
                <div className={classes.groupTitle}>{t(`settings.group.${group}`)}</div>
                {inside.map((one) => (
                  <PartLink key={one.key} part={one} />
                ))}
              </section>
            );
          })}
        </nav>
        <PageBody>{children}</PageBody>
      </div>
    </>
  );
}

/** What somebody finds who follows an address that only administrators may open. */
export function OnlyAdministrators() {
  return (
    <Blank
      icon={<ShieldAlert size={24} strokeWidth={1.6} />}
      title={t('settings.only_administrators')}
      text={t('settings.only_administrators_text')}
    />
  );
}

export function Settings({ part }: { part: string | undefined }) {
  const session = useSession();
  const known = PARTS.find((one) => one.key === part);
  const View = known && VIEWS[known.key];
  if (!View)
    return (
      <SettingsFrame>
        <Overview />
      </SettingsFrame>
    );
  return (
    <SettingsFrame part={known.key}>
      {known.admin && !session.role.administrator ? <OnlyAdministrators /> : <View />}
    </SettingsFrame>
  );
}
