// The pages of the settings, in their sequence: the navigation of the settings and the command palette offer the same ones.
import { t } from '../../i18n/index.ts';

export const PARTS = ['profile', 'objects', 'users', 'roles', 'keys'] as const;
export type SettingsPart = (typeof PARTS)[number];

/** The pages a person may open: everybody their own profile, administrators all. */
export function settingsParts(administrator: boolean): { key: SettingsPart; label: string }[] {
  const open = administrator ? PARTS : PARTS.slice(0, 1);
  return open.map((key) => ({ key, label: t(`settings.${key}`) }));
}
