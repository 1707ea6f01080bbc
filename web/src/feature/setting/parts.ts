// What the settings consist of, in the order in which they are read; the views themselves stand in Settings.tsx.
import {
  Bell,
  BookOpen,
  CalendarClock,
  DatabaseBackup,
  FileText,
  FileUp,
  Filter,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Network,
  Settings2,
  Shapes,
  ShieldCheck,
  Sparkles,
  SquareKanban,
  Trash2,
  UserRound,
  Users,
  Webhook,
} from 'lucide-react';
import { t } from '../../i18n/index.ts';

export const GROUPS = ['own', 'company', 'people', 'data'] as const;

interface Part {
  readonly key: string;
  readonly group: (typeof GROUPS)[number];
  readonly icon: LucideIcon;
  /** Only administrators see it. */
  readonly admin: boolean;
  /** Another page of the app that belongs here too. */
  readonly elsewhere?: '/import' | '/jobs' | '/trash';
}

export const PARTS = [
  { key: 'profile', group: 'own', icon: UserRound, admin: false },
  { key: 'calendar', group: 'own', icon: CalendarClock, admin: false },
  { key: 'notifications', group: 'own', icon: Bell, admin: false },
  { key: 'workspace', group: 'company', icon: Settings2, admin: true },
  { key: 'objects', group: 'company', icon: Shapes, admin: true },
  { key: 'pipelines', group: 'company', icon: SquareKanban, admin: true },
  { key: 'playbooks', group: 'company', icon: BookOpen, admin: true },
  { key: 'leads', group: 'company', icon: Filter, admin: true },
  { key: 'quotes', group: 'company', icon: FileText, admin: true },
  { key: 'users', group: 'people', icon: Users, admin: true },
  { key: 'teams', group: 'people', icon: Network, admin: true },
  { key: 'roles', group: 'people', icon: ShieldCheck, admin: true },
  { key: 'keys', group: 'people', icon: KeyRound, admin: true },
  { key: 'webhooks', group: 'data', icon: Webhook, admin: false },
  { key: 'imports', group: 'data', icon: FileUp, admin: false, elsewhere: '/import' },
  { key: 'jobs', group: 'data', icon: ListChecks, admin: false, elsewhere: '/jobs' },
  { key: 'trash', group: 'data', icon: Trash2, admin: false, elsewhere: '/trash' },
  { key: 'backups', group: 'data', icon: DatabaseBackup, admin: true },
  { key: 'sample_data', group: 'data', icon: Sparkles, admin: true },
] as const satisfies readonly Part[];

export type SettingsPart = (typeof PARTS)[number];
export type PartKey = SettingsPart['key'];

export const partsFor = (administrator: boolean): readonly SettingsPart[] =>
  PARTS.filter((part) => administrator || !part.admin);

export const elsewhereOf = (part: Part) => part.elsewhere;

/** The pages of the settings a person may open, with their names, as the command palette offers them. */
export function settingsParts(administrator: boolean): { key: PartKey; label: string }[] {
  return partsFor(administrator)
    .filter((part) => !elsewhereOf(part))
    .map(({ key }) => ({ key, label: t(`settings.${key}`) }));
}
