// The keys a table hears itself while a cell of it has the focus, for the sheet of shortcuts.
import { t } from '../i18n/index.ts';
import type { Shortcut } from '../ui/shortcuts.ts';

export function gridKeys(): Shortcut[] {
  const group = t('shortcut.table');
  const told = (keys: string, label: string): Shortcut => ({ keys, label, group });
  return [
    told('ArrowDown', t('shortcut.walk')),
    told('shift+ArrowDown', t('shortcut.range')),
    told('Enter', t('shortcut.edit')),
    told('mod+Enter', t('shortcut.open')),
    told('Space', t('shortcut.peek')),
    told('x', t('shortcut.choose')),
    told('mod+c', t('shortcut.copy')),
    told('mod+v', t('shortcut.paste')),
    told('Delete', t('shortcut.empty')),
  ];
}
