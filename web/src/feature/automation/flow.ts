// A flow as a tree: steps are found, put and taken away by their place, such as `0.yes.1`.
import type { Definition, Step, Trigger } from '../../api/automations.ts';

export type Word = Step['do'];
export const WORDS: readonly Word[] = [
  'task',
  'change',
  'create',
  'assign',
  'wait',
  'await',
  'branch',
  'each',
  'approve',
  'notify',
  'webhook',
  'stop',
];

/** A step as it begins. */
export function freshStep(word: Word): Step {
  switch (word) {
    case 'change':
      return { do: 'change', set: {} };
    case 'create':
      return { do: 'create', object: 'note', set: {} };
    case 'link':
      return { do: 'link', field: '', to: '' };
    case 'assign':
      return { do: 'assign', users: [] };
    case 'task':
      return { do: 'task', subject: '', days: 0 };
    case 'wait':
      return { do: 'wait', minutes: 1440 };
    case 'await':
      return { do: 'await', changes: [], days: 7, yes: [], no: [] };
    case 'branch':
      return { do: 'branch', when: { and: [] }, yes: [], no: [] };
    case 'each':
      return { do: 'each', object: '', link: '', steps: [] };
    case 'approve':
      return { do: 'approve', text: '', yes: [], no: [] };
    case 'notify':
      return { do: 'notify', users: [], text: '' };
    case 'webhook':
      return { do: 'webhook', url: 'https://', body: {}, name: 'answer' };
    case 'stop':
      return { do: 'stop' };
  }
}

/** A trigger as it begins. */
export function freshTrigger(on: Trigger['on']): Trigger {
  switch (on) {
    case 'changed':
      return { on, changes: [] };
    case 'date':
      return { on, field: '', days: 0, yearly: false, hour: 8 };
    case 'silence':
      return { on, days: 30 };
    case 'schedule':
      return { on, rhythm: { daily: { hour: 8, minute: 0 } } };
    case 'enters':
    case 'leaves':
      return { on, filter: { and: [] } };
    default:
      return { on };
  }
}

/** The ways out of a step, by their words. */
export function waysOf(step: Step): readonly (readonly [string, Step[]])[] {
  switch (step.do) {
    case 'branch':
    case 'approve':
      return [
        ['yes', step.yes],
        ['no', step.no],
      ];
    case 'await':
      return [
        ['yes', step.yes],
        ['no', step.no],
      ];
    case 'each':
      return [['steps', step.steps]];
    default:
      return [];
  }
}

/** Changes the list of steps at a place; `''` is the outermost one. */
export function changeList(steps: Step[], list: string, change: (steps: Step[]) => Step[]): Step[] {
  if (list === '') return change(steps);
  const [index, way, ...rest] = list.split('.');
  return steps.map((step, place) => {
    if (String(place) !== index || !way) return step;
    const inner = waysOf(step).find(([word]) => word === way)?.[1] ?? [];
    return { ...step, [way]: changeList(inner, rest.join('.'), change) } as Step;
  });
}

/** The list a step stands in, and its number there. */
export function placeOf(path: string): readonly [string, number] {
  const parts = path.split('.');
  return [parts.slice(0, -1).join('.'), Number(parts.at(-1))];
}

export function stepAt(definition: Definition, path: string): Step | undefined {
  let steps: Step[] = definition.steps;
  let step: Step | undefined;
  const parts = path.split('.');
  for (let at = 0; at < parts.length; at += 2) {
    step = steps[Number(parts[at])];
    const way = parts[at + 1];
    if (!step || way === undefined) break;
    steps = waysOf(step).find(([word]) => word === way)?.[1] ?? [];
  }
  return step;
}
