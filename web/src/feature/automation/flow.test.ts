// Steps are found and changed where they stand.
import { expect, test } from 'vitest';
import type { Definition, Step } from '../../api/automations.ts';
import { changeList, freshStep, placeOf, stepAt, WORDS, waysOf } from './flow.ts';

const stop: Step = { do: 'stop' };
const steps: Step[] = [
  { do: 'wait', minutes: 1 },
  {
    do: 'branch',
    when: { and: [] },
    yes: [stop],
    no: [{ do: 'each', object: 'deal', link: 'company', steps: [stop] }],
  },
];
const definition: Definition = { object: 'deal', trigger: { on: 'created' }, steps };

test('a step is found by its place', () => {
  expect(stepAt(definition, '0')?.do).toBe('wait');
  expect(stepAt(definition, '1.no.0')?.do).toBe('each');
  expect(stepAt(definition, '1.no.0.steps.0')?.do).toBe('stop');
  expect(stepAt(definition, '1.yes.7')).toBeUndefined();
  expect(placeOf('1.no.0')).toEqual(['1.no', 0]);
});

test('a list is changed where it stands, and nothing else', () => {
  const changed = changeList(steps, '1.no.0.steps', (inner) => [...inner, freshStep('wait')]);
  expect(stepAt({ ...definition, steps: changed }, '1.no.0.steps.1')?.do).toBe('wait');
  expect(changed[0]).toBe(steps[0]);
  expect(waysOf(changed[1] as Step)[0]?.[1]).toEqual([stop]);
});

test('every kind of step has a beginning', () => {
  for (const word of WORDS) expect(freshStep(word).do).toBe(word);
});
