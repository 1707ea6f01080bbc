// The people of a plan as a chart: who reports to whom, how much each word weighs, and what they think of us.
import { Button, Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { usePeek } from '../../../field/link/peek.ts';
import { t } from '../../../i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import classes from './plan.module.css';
import { type Node, treeOf } from './tree.ts';

const WEIGHT: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3 };
const MOST = 3;

export function PeopleMap({ people, plan }: { people: readonly RecordRow[]; plan: string }) {
  const object = useObject('plan_person');
  const navigate = useNavigate();
  if (!object) return null;
  const add = () =>
    void navigate({
      to: '/$plural/new',
      params: { plural: object.plural },
      search: { preset: { company_plan: plan } },
    });
  return (
    <section className={classes.card} aria-label={t('plan.people')}>
      <Group justify="space-between" mb="sm">
        <h2>{t('plan.people')}</h2>
        {object.can.create && (
          <Button size="compact-sm" variant="subtle" leftSection={<Plus size={14} />} onClick={add}>
            {t('plan.add_person')}
          </Button>
        )}
      </Group>
      {people.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('plan.no_people')}
        </Text>
      )}
      <div className={classes.map}>
        <Level nodes={treeOf(people)} />
      </div>
    </section>
  );
}

function Level({ nodes }: { nodes: Node[] }) {
  if (!nodes.length) return null;
  return (
    <ul className={classes.level}>
      {nodes.map((node) => (
        <li key={node.person.id}>
          <Person person={node.person} />
          <Level nodes={node.below} />
        </li>
      ))}
    </ul>
  );
}

function Person({ person }: { person: RecordRow }) {
  const peek = usePeek();
  const object = useObject('plan_person');
  const label = (field: string) => {
    const key = String(person[field] ?? '');
    return object?.fields.find((one) => one.key === field)?.choices?.find((choice) => choice.key === key)?.label ?? key;
  };
  const weight = WEIGHT[String(person.influence)] ?? 1;
  return (
    <button
      type="button"
      className={classes.person}
      data-attitude={String(person.attitude)}
      data-weight={weight}
      onClick={() => peek.open('plan_person', person.id)}
    >
      <Avatar name={person.title || '?'} size={28} />
      <span className={classes.personText}>
        <strong>{person.title || t('record.untitled')}</strong>
        <span>{label('role')}</span>
        <span className={classes.weight} aria-hidden="true">
          {Array.from({ length: MOST }, (_, at) => (
            <i key={`${person.id}-${String(at)}`} data-on={at < weight || undefined} />
          ))}
          {label('attitude')}
        </span>
        <span className="visually-hidden">{t('plan.influence', { influence: label('influence') })}</span>
      </span>
    </button>
  );
}
