// Triggers and steps in plain words.
import type { Step, Trigger } from '../../api/automations.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { find, t } from '../../i18n/index.ts';

/** The text for a key made from what the server or the flow says. */
export const word = (key: string): string => find(key) ?? key;

const label = (dictionary: Dictionary, object: string | null | undefined, field: string) =>
  dictionary.byKey.get(object ?? '')?.fields.find((known) => known.key === field)?.label ?? field;

export function triggerWords(dictionary: Dictionary, object: string | null | undefined, trigger: Trigger): string {
  const noun = dictionary.byKey.get(object ?? '')?.label ?? '';
  switch (trigger.on) {
    case 'changed':
      return trigger.changes.length
        ? t('automation.when.changed_fields', {
            object: noun,
            fields: trigger.changes.map((change) => label(dictionary, object, change.field)).join(', '),
          })
        : t('automation.when.changed', { object: noun });
    case 'date':
      return t(trigger.yearly ? 'automation.when.yearly' : 'automation.when.date', {
        object: noun,
        field: label(dictionary, object, trigger.field),
      });
    case 'silence':
      return t('automation.when.silence', { object: noun, days: trigger.days });
    default:
      return t(`automation.when.${trigger.on}`, { object: noun });
  }
}

export function stepWords(dictionary: Dictionary, object: string | null | undefined, step: Step): string {
  switch (step.do) {
    case 'task':
      return step.subject;
    case 'change':
      return Object.keys(step.set)
        .map((field) => label(dictionary, object, field))
        .join(', ');
    case 'create':
      return dictionary.byKey.get(step.object)?.label ?? step.object;
    case 'each':
      return dictionary.byKey.get(step.object)?.label_plural ?? step.object;
    case 'wait':
      return waitWords(step.minutes);
    case 'await':
      return step.changes.map((change) => label(dictionary, object, change.field)).join(', ');
    case 'approve':
    case 'notify':
      return step.text;
    case 'webhook':
      return step.url.replace(/^https?:\/\//, '').split(/[/?#]/)[0] ?? '';
    default:
      return '';
  }
}

export function waitWords(minutes: number): string {
  if (minutes % 1440 === 0) return t('automation.days', { count: minutes / 1440 });
  if (minutes % 60 === 0) return t('automation.hours', { count: minutes / 60 });
  return t('automation.minutes', { count: minutes });
}
