// What makes a lead promising: rules with points. Together they make the score, which tells them one by one.
import { ActionIcon, Button, Group, Switch } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../i18n/index.ts';
import { Section } from '../Section.tsx';
import { Condition, readFilter } from './Condition.tsx';
import { Line } from './Line.tsx';
import { add, drop, move, SCORE_RULE, save, useRows } from './rows.ts';
import classes from './sales_setting.module.css';
import { TypedNumber, TypedText } from './Typed.tsx';

const START = { field: 'source', op: 'is', value: 'referral' };

export function ScoreRules() {
  const rules = useRows(SCORE_RULE, null, 'position');
  const [dragged, setDragged] = useState<number | null>(null);
  const rows = rules.data ?? [];
  return (
    <Section title={t('lead_rules.score')} text={t('lead_rules.score_text')}>
      <ul className={classes.lines} aria-label={t('lead_rules.score')}>
        {rows.map((rule, place) => (
          <Line
            key={rule.id}
            title={rule.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(SCORE_RULE, rows, from, to)}
          >
            <TypedNumber
              className={classes.points}
              aria-label={t('lead_rules.points_of', { title: rule.title })}
              value={Number(rule.points)}
              onSave={(points) => points !== null && void save(SCORE_RULE, rule, { points })}
              min={-100}
              max={100}
              allowDecimal={false}
            />
            <TypedText
              className={classes.name}
              aria-label={t('lead_rules.name_of', { title: rule.title })}
              value={rule.title}
              onSave={(name) => void save(SCORE_RULE, rule, { name })}
            />
            <Condition
              title={rule.title}
              filter={readFilter(rule.filter)}
              onSave={(filter) => filter && void save(SCORE_RULE, rule, { filter: JSON.stringify(filter) })}
            />
            <Switch
              aria-label={t('lead_rules.active_of', { title: rule.title })}
              checked={rule.active !== false}
              onChange={(event) => void save(SCORE_RULE, rule, { active: event.currentTarget.checked })}
            />
            <ActionIcon
              aria-label={t('lead_rules.remove', { title: rule.title })}
              onClick={() => void drop(SCORE_RULE, rule)}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </Line>
        ))}
      </ul>
      <Group>
        <Button
          variant="subtle"
          leftSection={<Plus size={15} />}
          onClick={() =>
            void add(SCORE_RULE, {
              name: t('lead_rules.new_score'),
              points: 10,
              filter: JSON.stringify(START),
              position: rows.length + 1,
            })
          }
        >
          {t('lead_rules.add_score')}
        </Button>
      </Group>
    </Section>
  );
}
