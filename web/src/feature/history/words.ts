// An act in words.
import type { ChangeSet } from '../../api/change_sets.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { t } from '../../i18n/index.ts';

/** What names itself, as the file of an import, is called so; else it is said in the language of the user. */
const NAMED = new Set<ChangeSet['action']>(['import', 'other']);

/** “Changed Acme d.o.o.”, “Removed 12 people”. */
export function actText(act: ChangeSet, dictionary: Dictionary): string {
  if (act.label && NAMED.has(act.action)) return act.label;
  if (act.record && act.action !== 'merge')
    return t(`history.act.${act.action}`, { what: act.record.title || t('record.untitled') });
  const object = dictionary.byKey.get(act.object ?? '');
  const name = act.count === 1 ? object?.label : object?.label_plural;
  const what = object
    ? t('history.several', { count: act.count, objects: (name ?? '').toLowerCase() })
    : t('history.records', { count: act.count });
  return t(`history.act.${act.action}`, { what: act.record?.title || what });
}

const CHANNELS = ['web', 'api', 'import', 'command', 'job', 'demo'] as const;

export function channelText(channel: string): string {
  const known = CHANNELS.find((one) => one === channel);
  return known ? t(`channel.${known}`) : channel;
}
