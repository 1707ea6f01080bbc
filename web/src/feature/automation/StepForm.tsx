// One step, as it is filled in beside the flow.
import { NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Definition, Step } from '../../api/automations.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import { t } from '../../i18n/index.ts';
import { Changes } from './Changes.tsx';
import { Fields } from './Fields.tsx';
import { Where } from './TriggerForm.tsx';
import { WebhookStep } from './WebhookStep.tsx';
import { word as wordOf } from './words.ts';

interface Props {
  /** The automation. */
  id: string;
  definition: Definition;
  step: Step;
  /** The object of the loop the step lies in, if it does. */
  item?: string;
  onChange: (step: Step) => void;
}

export function StepForm({ id, definition, step, item, onChange }: Props) {
  const dictionary = useDictionary();
  const object = dictionary.byKey.get(definition.object ?? '');
  switch (step.do) {
    case 'task':
      return (
        <Stack>
          <TextInput
            label={t('automation.subject')}
            description={t('automation.places')}
            required
            value={step.subject}
            onChange={(event) => onChange({ ...step, subject: event.currentTarget.value })}
          />
          <NumberInput
            label={t('automation.due_in')}
            min={0}
            value={step.days ?? 0}
            onChange={(days) => onChange({ ...step, days: Number(days) || 0 })}
          />
          <Select
            label={t('automation.priority')}
            value={step.priority ?? 'normal'}
            allowDeselect={false}
            data={['low', 'normal', 'high'].map((word) => ({
              value: word,
              label: wordOf(`automation.priority.${word}`),
            }))}
            onChange={(priority) => onChange({ ...step, priority })}
          />
          <User label={t('automation.doer')} value={step.user} onChange={(user) => onChange({ ...step, user })} />
          <Textarea
            label={t('automation.details')}
            autosize
            minRows={2}
            value={step.body ?? ''}
            onChange={(event) => onChange({ ...step, body: event.currentTarget.value || null })}
          />
        </Stack>
      );
    case 'change': {
      const of = step.of === 'item' ? dictionary.byKey.get(item ?? '') : object;
      return (
        <Stack>
          {item && (
            <Select
              label={t('automation.of')}
              allowDeselect={false}
              value={step.of ?? 'record'}
              data={['record', 'item'].map((word) => ({ value: word, label: wordOf(`automation.of.${word}`) }))}
              onChange={(word) => onChange({ ...step, of: word === 'item' ? 'item' : null, set: {} })}
            />
          )}
          {of && <Fields object={of} set={step.set} onChange={(set) => onChange({ ...step, set })} />}
        </Stack>
      );
    }
    case 'create': {
      const made = dictionary.byKey.get(step.object);
      return (
        <Stack>
          <Select
            label={t('automation.object')}
            searchable
            allowDeselect={false}
            value={step.object}
            data={dictionary.objects
              .filter((one) => one.can.create)
              .map((one) => ({ value: one.key, label: one.label }))}
            onChange={(key) => key && onChange({ ...step, object: key, set: {} })}
          />
          {made && <Fields object={made} set={step.set} onChange={(set) => onChange({ ...step, set })} />}
        </Stack>
      );
    }
    case 'assign':
      return (
        <Stack>
          <Text size="sm">{t('automation.assign_text')}</Text>
          <Users users={step.users} onChange={(users) => onChange({ ...step, users })} />
        </Stack>
      );
    case 'wait':
      return <Wait minutes={step.minutes} onChange={(minutes) => onChange({ ...step, minutes })} />;
    case 'await':
      return (
        <Stack>
          {object && (
            <Changes object={object} changes={step.changes} onChange={(changes) => onChange({ ...step, changes })} />
          )}
          <NumberInput
            label={t('automation.at_most')}
            min={1}
            value={step.days}
            onChange={(days) => onChange({ ...step, days: Number(days) || 1 })}
          />
        </Stack>
      );
    case 'branch':
      return object ? (
        <Where
          object={object}
          filter={step.when}
          onChange={(when) => onChange({ ...step, when: when ?? { and: [] } })}
        />
      ) : null;
    case 'each':
      return (
        <Stack>
          <Select
            label={t('automation.linked')}
            searchable
            allowDeselect={false}
            value={step.object ? `${step.object}.${step.link}` : null}
            data={(object?.links ?? []).map((link) => ({
              value: link.link,
              label: `${dictionary.byKey.get(link.object)?.label_plural ?? link.object} (${link.label})`,
            }))}
            onChange={(link) => {
              const [of, field] = (link ?? '').split('.');
              if (of && field) onChange({ ...step, object: of, link: field, filter: null });
            }}
          />
          {dictionary.byKey.get(step.object) && (
            <Where
              object={dictionary.byKey.get(step.object) as NonNullable<typeof object>}
              filter={step.filter}
              onChange={(filter) => onChange({ ...step, filter: filter ?? null })}
            />
          )}
        </Stack>
      );
    case 'approve':
      return (
        <Stack>
          <TextInput
            label={t('automation.question')}
            description={t('automation.places')}
            required
            value={step.text}
            onChange={(event) => onChange({ ...step, text: event.currentTarget.value })}
          />
          <User label={t('automation.asked')} value={step.user} onChange={(user) => onChange({ ...step, user })} />
        </Stack>
      );
    case 'notify':
      return (
        <Stack>
          <Textarea
            label={t('automation.notify_text')}
            description={t('automation.places')}
            required
            autosize
            minRows={2}
            value={step.text}
            onChange={(event) => onChange({ ...step, text: event.currentTarget.value })}
          />
          <Text size="sm">{t('automation.notify_whom')}</Text>
          <Users users={step.users} onChange={(users) => onChange({ ...step, users })} />
        </Stack>
      );
    case 'webhook':
      return <WebhookStep id={id} step={step} onChange={onChange} />;
    default:
      return <Text size="sm">{t('automation.nothing_to_set')}</Text>;
  }
}

/** Several users, and a place for one more. */
function Users({ users, onChange }: { users: string[]; onChange: (users: string[]) => void }) {
  return [...users, ''].map((user, place) => (
    <User
      key={user || 'next'}
      label={t('automation.user')}
      value={user || null}
      onChange={(next) => {
        const others = users.filter((_, index) => index !== place);
        if (next && !others.includes(next)) others.splice(place, 0, next);
        onChange(others);
      }}
    />
  ));
}

function User({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null | undefined;
  onChange: (id: string | null) => void;
}) {
  return (
    <LinkPicker
      to="user"
      label={label}
      value={value ? { id: value } : null}
      onChange={(link) => onChange(link?.id ?? null)}
    />
  );
}

const UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof UNITS;

function Wait({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  const unit: Unit = minutes % 1440 === 0 ? 'days' : minutes % 60 === 0 ? 'hours' : 'minutes';
  return (
    <Stack>
      <NumberInput
        label={t('automation.how_long')}
        min={1}
        value={minutes / UNITS[unit]}
        onChange={(count) => onChange(Math.max(1, Number(count) || 1) * UNITS[unit])}
      />
      <Select
        label={t('automation.unit')}
        allowDeselect={false}
        value={unit}
        data={Object.keys(UNITS).map((word) => ({ value: word, label: wordOf(`automation.unit.${word}`) }))}
        onChange={(word) => word && onChange((minutes / UNITS[unit]) * UNITS[word as Unit])}
      />
    </Stack>
  );
}
