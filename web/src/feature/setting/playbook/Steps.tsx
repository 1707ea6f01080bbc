// The steps of a playbook: checks with the field that does them, scripts, and cards about competitors.
import { ActionIcon, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { MessageSquareQuote, Plus, ShieldCheck, SquareCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { LinkPicker } from '../../../field/link/LinkPicker.tsx';
import { asLink, asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { Line } from '../sales/Line.tsx';
import { add, drop, move, save, useRows } from '../sales/rows.ts';
import { TypedText } from '../sales/Typed.tsx';
import { STEP } from './kinds.ts';
import classes from './playbook_setting.module.css';
import { TypedArea } from './TypedArea.tsx';

const KINDS = [
  { key: 'check', icon: SquareCheck },
  { key: 'call_script', icon: MessageSquareQuote },
  { key: 'battle_card', icon: ShieldCheck },
] as const;

export function Steps({ book }: { book: RecordRow }) {
  const steps = useRows(STEP, { field: 'playbook', op: 'is', value: book.id }, 'position,created_at');
  const [dragged, setDragged] = useState<number | null>(null);
  const rows = steps.data ?? [];
  return (
    <Stack gap="xs">
      <Text size="sm" fw={560}>
        {t('playbook.steps')}
      </Text>
      <ul className={classes.steps} aria-label={t('playbook.steps_of', { title: book.title })}>
        {rows.map((step, place) => (
          <Line
            key={step.id}
            title={step.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(STEP, rows, from, to)}
          >
            <Step book={book} step={step} />
          </Line>
        ))}
      </ul>
      <Group gap="xs">
        {KINDS.filter(({ key }) => key !== 'battle_card' || book.subject !== 'lead').map(({ key, icon: Icon }) => (
          <Button
            key={key}
            size="xs"
            variant="default"
            leftSection={<Plus size={14} />}
            rightSection={<Icon size={14} />}
            onClick={() =>
              void add(STEP, {
                playbook: book.id,
                kind: key,
                name: t(`playbook.new_${key}`),
                position: rows.length + 1,
              })
            }
          >
            {t(`playbook.${key}`)}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

function Step({ book, step }: { book: RecordRow; step: RecordRow }) {
  const object = useObject(book.subject === 'lead' ? 'lead' : 'deal');
  const kind = KINDS.find(({ key }) => key === step.kind) ?? KINDS[0];
  const Icon = kind.icon;
  const fields = (object?.fields ?? []).filter((field) => field.access === 'write');
  const change = (values: Record<string, unknown>) => void save(STEP, step, values);
  return (
    <div className={classes.step}>
      <div className={classes.stepHead}>
        <Icon size={16} aria-label={t(`playbook.${kind.key}`)} className={classes.kind} />
        <TypedText
          className={classes.name}
          aria-label={t('playbook.step_name')}
          value={step.title}
          onSave={(name) => change({ name })}
        />
        {kind.key === 'check' && (
          <>
            <Select
              className={classes.field}
              aria-label={t('playbook.field_of', { name: step.title })}
              placeholder={t('playbook.no_field')}
              data={fields.map((field) => ({ value: field.key, label: field.label }))}
              value={asText(step.field) || null}
              onChange={(field) => change({ field })}
              searchable
              clearable
            />
            {book.subject !== 'lead' && (
              <Checkbox
                label={t('playbook.required')}
                checked={step.required === true}
                onChange={(event) => change({ required: event.currentTarget.checked })}
              />
            )}
          </>
        )}
        {kind.key === 'battle_card' && (
          <LinkPicker
            to="company"
            label={t('playbook.competitor')}
            value={asLink(step.competitor) ?? null}
            onChange={(competitor) => change({ competitor: competitor?.id ?? null })}
          />
        )}
        <ActionIcon aria-label={t('playbook.remove_step', { name: step.title })} onClick={() => void drop(STEP, step)}>
          <Trash2 size={15} />
        </ActionIcon>
      </div>
      <TypedArea
        minRows={kind.key === 'check' ? 1 : 3}
        aria-label={t('playbook.text_of', { name: step.title })}
        placeholder={t(kind.key === 'check' ? 'playbook.check_text' : 'playbook.script_text')}
        value={asText(step.text)}
        onSave={(text) => change({ text: text || null })}
      />
    </div>
  );
}
