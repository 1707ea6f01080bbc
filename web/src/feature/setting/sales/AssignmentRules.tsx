// Who gets new leads: the first rule that a lead meets, and that finds somebody who is there, decides.
import { ActionIcon, Button, Checkbox, Group, Pill, Select, Switch, Text } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { LinkPicker } from '../../../field/link/LinkPicker.tsx';
import { asLink, asStrings, asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { Section } from '../Section.tsx';
import { Condition, readFilter } from './Condition.tsx';
import { Line } from './Line.tsx';
import { ASSIGNMENT_RULE, add, drop, move, SEAT, save, useRows } from './rows.ts';
import classes from './sales_setting.module.css';
import { TypedText } from './Typed.tsx';

export function AssignmentRules() {
  const rules = useRows(ASSIGNMENT_RULE, null, 'position');
  const [dragged, setDragged] = useState<number | null>(null);
  const rows = rules.data ?? [];
  return (
    <Section title={t('lead_rules.assignment')} text={t('lead_rules.assignment_text')}>
      <ul className={classes.lines} aria-label={t('lead_rules.assignment')}>
        {rows.map((rule, place) => (
          <Line
            key={rule.id}
            title={rule.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(ASSIGNMENT_RULE, rows, from, to)}
          >
            <Rule rule={rule} />
          </Line>
        ))}
      </ul>
      <Group>
        <Button
          variant="subtle"
          leftSection={<Plus size={15} />}
          onClick={() => void add(ASSIGNMENT_RULE, { name: t('lead_rules.new_assignment'), position: rows.length + 1 })}
        >
          {t('lead_rules.add_assignment')}
        </Button>
      </Group>
    </Section>
  );
}

function Rule({ rule }: { rule: RecordRow }) {
  const object = useObject('assignment_rule');
  const methods = object?.fields.find(({ key }) => key === 'method')?.choices ?? [];
  const method = asText(rule.method) || 'round_robin';
  const hasSeats = method !== 'company_owner' && method !== 'territory';
  const title = rule.title;
  return (
    <div className={classes.rule}>
      <div className={classes.ruleLine}>
        <TypedText
          className={classes.name}
          aria-label={t('lead_rules.name_of', { title })}
          value={title}
          onSave={(name) => void save(ASSIGNMENT_RULE, rule, { name })}
        />
        <Condition
          title={title}
          filter={readFilter(rule.filter)}
          onSave={(filter) => void save(ASSIGNMENT_RULE, rule, { filter: filter ? JSON.stringify(filter) : null })}
        />
        <Switch
          aria-label={t('lead_rules.active_of', { title })}
          checked={rule.active !== false}
          onChange={(event) => void save(ASSIGNMENT_RULE, rule, { active: event.currentTarget.checked })}
        />
        <ActionIcon aria-label={t('lead_rules.remove', { title })} onClick={() => void drop(ASSIGNMENT_RULE, rule)}>
          <Trash2 size={15} />
        </ActionIcon>
      </div>
      <div className={classes.ruleLine}>
        <Select
          w={240}
          aria-label={t('lead_rules.method_of', { title })}
          data={methods.map(({ key, label }) => ({ value: key, label }))}
          value={method}
          onChange={(next) => next && void save(ASSIGNMENT_RULE, rule, { method: next })}
          allowDeselect={false}
        />
        <LinkPicker
          to="territory"
          value={asLink(rule.territory) ?? null}
          placeholder={t('territory.any')}
          aria-label={t('territory.of', { title })}
          onChange={(territory) => void save(ASSIGNMENT_RULE, rule, { territory: territory?.id ?? null })}
        />
        {hasSeats && (
          <Checkbox
            label={t('lead_rules.by_language')}
            checked={rule.match_language === true}
            onChange={(event) => void save(ASSIGNMENT_RULE, rule, { match_language: event.currentTarget.checked })}
          />
        )}
      </div>
      {hasSeats && <Seats rule={rule} />}
    </div>
  );
}

function Seats({ rule }: { rule: RecordRow }) {
  const seats = useRows(SEAT, { field: 'rule', op: 'is', value: rule.id }, 'created_at');
  const rows = seats.data ?? [];
  const [seat, setSeat] = useState<string | null>(null);
  const chosen = rows.find(({ id }) => id === seat);
  return (
    <div className={classes.ruleLine}>
      {rows.map((row) => {
        const name = asLink(row.user)?.title ?? '';
        const spoken = asStrings(row.languages);
        return (
          <Pill
            key={row.id}
            withRemoveButton
            onRemove={() => void drop(SEAT, row)}
            removeButtonProps={{ 'aria-label': t('sales.take_out', { name }), 'aria-hidden': false, tabIndex: 0 }}
            size="md"
          >
            <button
              type="button"
              className="bare-button"
              aria-expanded={seat === row.id}
              onClick={() => setSeat(seat === row.id ? null : row.id)}
            >
              {name}
              {spoken.length > 0 && <span className={classes.spoken}> {spoken.join(', ')}</span>}
            </button>
          </Pill>
        );
      })}
      {seats.isSuccess && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('lead_rules.nobody')}
        </Text>
      )}
      <div className={classes.addSeat}>
        <LinkPicker
          to="user"
          value={null}
          aria-label={t('sales.add_colleague')}
          onChange={(user) =>
            user &&
            !rows.some((row) => asLink(row.user)?.id === user.id) &&
            void add(SEAT, { rule: rule.id, user: user.id })
          }
        />
      </div>
      {chosen && (
        <TypedText
          label={t('lead_rules.languages_of', { name: asLink(chosen.user)?.title ?? '' })}
          description={t('lead_rules.languages_help')}
          mayBeEmpty
          value={asStrings(chosen.languages).join(', ')}
          onSave={(text) =>
            void save(SEAT, chosen, {
              languages: text
                .split(/[,\s]+/)
                .map((code) => code.trim().toLowerCase())
                .filter(Boolean),
            })
          }
        />
      )}
    </div>
  );
}
