// What the areas of work are called that objects stand in.
import { t } from '../i18n/index.ts';

const KNOWN = [
  'customers',
  'sales',
  'activity',
  'catalog',
  'service',
  'marketing',
  'loyalty',
  'system',
  'custom',
] as const;
type KnownGroup = (typeof KNOWN)[number];

export function groupTitle(key: string): string {
  return (KNOWN as readonly string[]).includes(key) ? t(`group.${key as KnownGroup}`) : key;
}
