// Where one can go: home, what a person keeps at hand, the objects of the dictionary by group, then the tools.
import { Link } from '@tanstack/react-router';
import {
  Calendar,
  ChartColumn,
  ChartNoAxesCombined,
  Copy,
  FileUp,
  Goal,
  GraduationCap,
  History,
  Home,
  Inbox,
  LayoutDashboard,
  Lightbulb,
  ListChecks,
  type LucideIcon,
  Settings,
  SquareKanban,
  Table2,
  Tags,
  Telescope,
  Trash2,
  Workflow,
} from 'lucide-react';
import { useContext } from 'react';
import { useFavorites } from '../api/favorites.ts';
import { useSession } from '../api/session_context.tsx';
import type { ObjectType } from '../api/types.ts';
import { groupTitle } from '../dictionary/area.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { navigationGroups } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { useRecents } from '../feature/recent/recents.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Logo } from '../ui/Logo.tsx';
import { placeKeys } from './keys.ts';
import { NarrowContext, NavSection, NavTip } from './NavSection.tsx';
import classes from './shell.module.css';
import { usePinnedViews } from './views.ts';

const MOST_RECENT = 5;

function ObjectItem({ object, keys }: { object: ObjectType; keys?: string }) {
  return (
    <NavTip label={object.label_plural} keys={keys}>
      <Link
        to="/$plural"
        params={{ plural: object.plural }}
        search={{}}
        className={classes.item}
        activeOptions={{ includeSearch: false }}
      >
        <ObjectIcon object={object} size={17} />
        <span>{object.label_plural}</span>
      </Link>
    </NavTip>
  );
}

function ToolItem({ to, label, icon: Icon, keys }: { to: string; label: string; icon: LucideIcon; keys?: string }) {
  return (
    <NavTip label={label} keys={keys}>
      <Link to={to} className={classes.item} activeOptions={{ exact: to === '/' }}>
        <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
        <span>{label}</span>
      </Link>
    </NavTip>
  );
}

function RecordItem({ object, id, title }: { object: string; id: string; title: string }) {
  const known = useDictionary().byKey.get(object);
  if (!known) return null;
  const shown = title || t('record.untitled');
  return (
    <NavTip label={shown}>
      <Link to="/$plural/$id" params={{ plural: known.plural, id }} className={classes.item}>
        {object === 'person' || object === 'company' ? (
          <Avatar name={shown} size={18} square={object === 'company'} />
        ) : (
          <ObjectIcon object={known} size={17} />
        )}
        <span>{shown}</span>
      </Link>
    </NavTip>
  );
}

/** What sums up the sales: where the targets stand and what a period will bring. */
function Managing({ readable }: { readable: (key: string) => boolean }) {
  return (
    <>
      {readable('target') && <ToolItem to="/attainment" label={t('goal.title')} icon={Goal} />}
      {readable('deal') && <ToolItem to="/forecast" label={t('forecast.title')} icon={Telescope} />}
    </>
  );
}

const VIEW_ICONS: Readonly<Record<string, LucideIcon>> = {
  board: SquareKanban,
  calendar: Calendar,
  chart: ChartColumn,
};

function AtHand() {
  const favorites = useFavorites();
  const views = usePinnedViews();
  if (!favorites.length && !views.length) return null;
  return (
    <NavSection name="favorites" title={t('shell.favorites')}>
      {views.map((view) => {
        const Icon = VIEW_ICONS[view.kind] ?? Table2;
        return (
          <NavTip key={view.id} label={`${view.object.label_plural} · ${view.name}`}>
            <Link
              to="/$plural"
              params={{ plural: view.object.plural }}
              search={view.search}
              className={classes.item}
              activeOptions={{ includeSearch: true }}
            >
              <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
              <span>{view.name}</span>
            </Link>
          </NavTip>
        );
      })}
      {favorites.map((one) => (
        <RecordItem key={one.id} {...one} />
      ))}
    </NavSection>
  );
}

function Recents() {
  const narrow = useContext(NarrowContext);
  const favorites = new Set(useFavorites().map((one) => one.id));
  const recents = useRecents().filter((one) => !favorites.has(one.id));
  // A column of initials without names says nothing.
  if (narrow || !recents.length) return null;
  return (
    <NavSection name="recent" title={t('search.recent')}>
      {recents.slice(0, MOST_RECENT).map((one) => (
        <RecordItem key={one.id} {...one} />
      ))}
    </NavSection>
  );
}

export function Navigation() {
  const dictionary = useDictionary();
  const session = useSession();
  const narrow = useContext(NarrowContext);
  const groups = navigationGroups(dictionary);
  const secondary = groups.flatMap((group) => group.secondary);
  const keys = placeKeys(dictionary.objects);
  return (
    <nav aria-label={t('shell.navigation')} data-narrow={narrow || undefined} data-tour="navigation">
      <div className={classes.brand} title={session.workspace.name}>
        <Logo />
        <div className={classes.brandName}>{session.workspace.name}</div>
      </div>
      <section className={classes.group}>
        <ToolItem to="/" label={t('shell.home')} icon={Home} keys={keys.get('home')} />
      </section>
      <AtHand />
      {groups
        .filter((group) => group.primary.length > 0)
        .map((group) => (
          <NavSection key={group.key} name={group.key} title={groupTitle(group.key)}>
            {group.key === 'sales' && dictionary.byKey.get('lead')?.can.read !== 'none' && (
              <ToolItem to="/lead_inbox" label={t('leads.inbox')} icon={Inbox} />
            )}
            {group.key === 'activity' && <ToolItem to="/calendar" label={t('team_calendar.title')} icon={Calendar} />}
            {group.key === 'catalog' && (dictionary.byKey.get('price_entry')?.can.read ?? 'none') !== 'none' && (
              <ToolItem to="/prices" label={t('prices.title')} icon={Tags} />
            )}
            {group.primary.map((object) => (
              <ObjectItem key={object.key} object={object} keys={keys.get(object.key)} />
            ))}
            {group.key === 'sales' && <Managing readable={(key) => dictionary.byKey.get(key)?.can.read !== 'none'} />}
          </NavSection>
        ))}
      {/* Objects that live inside others: one fold for all of them keeps the daily ones in sight. */}
      {secondary.length > 0 && !narrow && (
        <NavSection name="more" title={t('shell.more')}>
          {secondary.map((object) => (
            <ObjectItem key={object.key} object={object} />
          ))}
        </NavSection>
      )}
      <NavSection name="knowledge" title={t('knowledge.title')}>
        <ToolItem to="/dashboards" label={t('dashboard.title')} icon={LayoutDashboard} />
        <ToolItem to="/reports" label={t('report.title')} icon={ChartNoAxesCombined} />
        <ToolItem to="/knowledge" label={t('knowledge.analyses')} icon={Lightbulb} />
      </NavSection>
      <Recents />
      <NavSection name="tools" title={t('shell.tools')}>
        <ToolItem to="/import" label={t('import.title')} icon={FileUp} keys={keys.get('import')} />
        <ToolItem to="/duplicates" label={t('duplicates.title')} icon={Copy} />
        <ToolItem to="/training" label={t('training.title')} icon={GraduationCap} />
        <ToolItem to="/automations" label={t('automation.title')} icon={Workflow} />
        <ToolItem to="/jobs" label={t('jobs.title')} icon={ListChecks} />
        <ToolItem to="/history" label={t('history.title')} icon={History} />
        <ToolItem to="/trash" label={t('trash.title')} icon={Trash2} />
        <ToolItem to="/settings" label={t('settings.title')} icon={Settings} keys={keys.get('settings')} />
      </NavSection>
    </nav>
  );
}
