// Says in words what a role may do: objects with the same rights together, the rest last.
import type { ObjectRights } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import { type Draft, rightsOf } from './draft.ts';

export interface RightsLine {
  /** The objects meant; `*` for all that are not named. */
  objects: string[];
  text: string;
}

/** “sees those of the team, makes new ones, changes own” */
export function sayRights(rights: ObjectRights): string {
  if (rights.read === 'none') return t('roles.say.read_none');
  const parts = [t(`roles.say.read_${rights.read}`)];
  if (rights.create) parts.push(t('roles.say.create'));
  if (rights.change !== 'none') parts.push(t(`roles.say.change_${rights.change}`));
  if (rights.remove !== 'none') parts.push(t(`roles.say.remove_${rights.remove}`));
  if (!rights.create && rights.change === 'none' && rights.remove === 'none') parts.push(t('roles.say.nothing'));
  if (rights.export !== 'none') parts.push(t(`roles.say.export_${rights.export}`));
  return parts.join(', ');
}

export function sayRole(role: Draft): RightsLine[] {
  const lines = new Map<string, RightsLine>();
  const rest = sayRights(rightsOf(role, '*'));
  for (const object of Object.keys(role.objects)) {
    if (object === '*') continue;
    const text = sayRights(rightsOf(role, object));
    const line = lines.get(text) ?? { objects: [], text };
    line.objects.push(object);
    lines.set(text, line);
  }
  return [...lines.values(), { objects: ['*'], text: rest }];
}
