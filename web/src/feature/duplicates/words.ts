// Why two records look like one, in words.
import type { Level, Reason } from '../../api/duplicates.ts';
import { currentLanguage, find } from '../../i18n/index.ts';

export const LEVEL_COLOR: Record<Level, string> = { certain: 'spruce', likely: 'clay', possible: 'gray' };

/** “same phone”: as the server says it, or put together from its parts in the language of the user. */
export function reasonText({ signal, manner, text }: Reason): string {
  if (currentLanguage() === 'en') return text;
  const what = find(`duplicates.signal.${signal}`);
  const how = find(`duplicates.manner.${manner ?? 'same'}`);
  return what && how ? `${what}: ${how}` : text;
}

/** The strongest reasons of a group, each said once. */
export function strongest(reasons: Reason[], most: number): Reason[] {
  const seen = new Map<string, Reason>();
  for (const reason of reasons) {
    const known = seen.get(reason.text);
    if (!known || known.bits < reason.bits) seen.set(reason.text, reason);
  }
  return [...seen.values()].sort((a, b) => b.bits - a.bits).slice(0, most);
}
