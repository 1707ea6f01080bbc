// What starts an automation, and what the record must be like.
import { NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import type { Automation, Definition, Trigger } from '../../api/automations.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { closeFilter, openFilter } from '../../record/filter.ts';
import { WhereEditor } from '../../record/WhereEditor.tsx';
import { Changes } from './Changes.tsx';
import { freshTrigger } from './flow.ts';
import { Hook } from './Hook.tsx';
import { word as wordOf } from './words.ts';

const KINDS: readonly Trigger['on'][] = [
  'created',
  'changed',
  'date',
  'silence',
  'enters',
  'leaves',
  'schedule',
  'webhook',
];

export function TriggerForm({
  automation,
  definition,
  onChange,
}: {
  automation: Automation;
  definition: Definition;
  onChange: (definition: Definition) => void;
}) {
  const dictionary = useDictionary();
  const object = dictionary.byKey.get(definition.object ?? '');
  const { trigger } = definition;
  const put = (next: Trigger) => onChange({ ...definition, trigger: next });
  return (
    <Stack>
      <Select
        label={t('automation.starts')}
        allowDeselect={false}
        value={trigger.on}
        data={KINDS.map((on) => ({ value: on, label: t(`automation.trigger.${on}`) }))}
        onChange={(on) => {
          if (!on) return;
          const next = freshTrigger(on as Trigger['on']);
          onChange({
            ...definition,
            trigger: next,
            object: on === 'webhook' ? null : (definition.object ?? 'deal'),
            condition: on === 'webhook' ? null : definition.condition,
          });
        }}
      />
      {trigger.on !== 'webhook' && (
        <Select
          label={t('automation.object')}
          searchable
          allowDeselect={false}
          value={definition.object ?? null}
          data={dictionary.objects.map((one) => ({ value: one.key, label: one.label_plural }))}
          onChange={(key) =>
            key && onChange({ ...definition, object: key, trigger: freshTrigger(trigger.on), condition: null })
          }
        />
      )}
      {object && <Particular object={object} trigger={trigger} onChange={put} />}
      {trigger.on === 'webhook' && <Hook automation={automation} />}
      {object && trigger.on !== 'webhook' && (
        <div>
          <Text size="sm" fw={600}>
            {t('automation.condition')}
          </Text>
          <Where
            object={object}
            filter={definition.condition}
            onChange={(condition) => onChange({ ...definition, condition: condition ?? null })}
          />
        </div>
      )}
    </Stack>
  );
}

/** Conditions, in the language of lists. */
export function Where({
  object,
  filter,
  onChange,
}: {
  object: ObjectType;
  filter: Filter | null | undefined;
  onChange: (filter: Filter | undefined) => void;
}) {
  return (
    <WhereEditor
      object={object}
      where={openFilter(filter)}
      depth={0}
      onChange={(where) => onChange(closeFilter(where))}
    />
  );
}

function Particular({
  object,
  trigger,
  onChange,
}: {
  object: ObjectType;
  trigger: Trigger;
  onChange: (trigger: Trigger) => void;
}) {
  switch (trigger.on) {
    case 'changed':
      return (
        <Changes object={object} changes={trigger.changes} onChange={(changes) => onChange({ ...trigger, changes })} />
      );
    case 'date':
      return (
        <>
          <Select
            label={t('automation.date_field')}
            allowDeselect={false}
            value={trigger.field || null}
            data={object.fields
              .filter((field) => field.kind === 'date' || field.kind === 'timestamp')
              .map((field) => ({ value: field.key, label: field.label }))}
            onChange={(field) => field && onChange({ ...trigger, field })}
          />
          <NumberInput
            label={t('automation.offset')}
            description={t('automation.offset_text')}
            value={trigger.days}
            onChange={(days) => onChange({ ...trigger, days: Number(days) || 0 })}
          />
          <NumberInput
            label={t('automation.hour')}
            min={0}
            max={23}
            value={trigger.hour}
            onChange={(hour) => onChange({ ...trigger, hour: Number(hour) || 0 })}
          />
          <Switch
            label={t('automation.yearly')}
            checked={trigger.yearly}
            onChange={(event) => onChange({ ...trigger, yearly: event.currentTarget.checked })}
          />
        </>
      );
    case 'silence':
      return (
        <NumberInput
          label={t('automation.silence_days')}
          min={1}
          value={trigger.days}
          onChange={(days) => onChange({ ...trigger, days: Number(days) || 1 })}
        />
      );
    case 'enters':
    case 'leaves':
      return (
        <div>
          <Text size="sm" fw={600}>
            {t('automation.filter')}
          </Text>
          <Where
            object={object}
            filter={trigger.filter}
            onChange={(filter) => onChange({ ...trigger, filter: filter ?? { and: [] } })}
          />
        </div>
      );
    case 'schedule':
      return <Schedule rhythm={trigger.rhythm} onChange={(rhythm) => onChange({ ...trigger, rhythm })} />;
    default:
      return null;
  }
}

type Rhythm = Record<string, Record<string, number>>;

function Schedule({ rhythm, onChange }: { rhythm: Rhythm; onChange: (rhythm: Rhythm) => void }) {
  const [kind, at] = Object.entries(rhythm)[0] ?? ['daily', { hour: 8, minute: 0 }];
  const number = (key: string, most: number, least = 0) => (
    <NumberInput
      key={key}
      label={wordOf(`automation.rhythm.${key}`)}
      min={least}
      max={most}
      value={at[key] ?? least}
      onChange={(value) => onChange({ [kind]: { ...at, [key]: Number(value) || least } })}
    />
  );
  const fresh: Rhythm = {
    hourly: { minute: 0 },
    daily: { hour: 8, minute: 0 },
    weekly: { weekday: 1, hour: 8, minute: 0 },
    monthly: { day: 1, hour: 8, minute: 0 },
  };
  return (
    <>
      <Select
        label={t('automation.rhythm')}
        allowDeselect={false}
        value={kind}
        data={Object.keys(fresh).map((word) => ({ value: word, label: wordOf(`automation.rhythm.${word}`) }))}
        onChange={(word) => word && onChange({ [word]: fresh[word] ?? {} })}
      />
      {kind === 'weekly' && number('weekday', 7, 1)}
      {kind === 'monthly' && number('day', 31, 1)}
      {kind !== 'hourly' && number('hour', 23)}
      {number('minute', 59)}
    </>
  );
}
