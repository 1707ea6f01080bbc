// The stages of a pipeline, one line each; what is written is saved at once and can be taken back.
import { ActionIcon, Button, ColorSwatch, Group, Menu, MultiSelect, Select, Skeleton } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { chipColor } from '../../../field/shared/choice_color.ts';
import { asStrings, asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { COLORS } from '../field/choices.ts';
import { Line } from './Line.tsx';
import { add, move, STAGE, save, useRows } from './rows.ts';
import { StageRemoval } from './StageRemoval.tsx';
import classes from './sales_setting.module.css';
import { TypedNumber, TypedText } from './Typed.tsx';

export function Stages({ pipeline }: { pipeline: string }) {
  const stages = useRows(STAGE, { field: 'pipeline', op: 'is', value: pipeline }, 'position');
  const [dragged, setDragged] = useState<number | null>(null);
  const [going, setGoing] = useState<RecordRow | null>(null);
  if (stages.isPending) return <Skeleton h={200} />;
  const rows = stages.data ?? [];
  const onMove = (from: number, to: number) => void move(STAGE, rows, from, to);
  return (
    <>
      <ul className={classes.lines} aria-label={t('pipelines.stages')}>
        {rows.map((stage, place) => (
          <Line
            key={stage.id}
            title={stage.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={onMove}
          >
            <StageLine stage={stage} onRemove={() => setGoing(stage)} />
          </Line>
        ))}
      </ul>
      <Group>
        <Button
          variant="subtle"
          leftSection={<Plus size={15} />}
          onClick={() =>
            void add(STAGE, { name: t('pipelines.new_stage'), pipeline, position: rows.length + 1, probability: '50' })
          }
        >
          {t('pipelines.add_stage')}
        </Button>
      </Group>
      {going && (
        <StageRemoval stage={going} others={rows.filter(({ id }) => id !== going.id)} onClose={() => setGoing(null)} />
      )}
    </>
  );
}

function StageLine({ stage, onRemove }: { stage: RecordRow; onRemove: () => void }) {
  const deal = useObject('deal');
  const object = useObject('stage');
  const title = stage.title;
  const kinds = object?.fields.find(({ key }) => key === 'kind')?.choices ?? [];
  const isOpen = (asText(stage.kind) || 'open') === 'open';
  const fields = (deal?.fields ?? []).filter(
    (field) => field.access === 'write' && !field.read_only && !field.computed && !NEVER.has(field.key),
  );
  const color = asText(stage.color);
  const number = (value: unknown) => (value === null || value === undefined || value === '' ? null : Number(value));
  return (
    <>
      <Menu position="bottom-start" width={176}>
        <Menu.Target>
          <ActionIcon aria-label={t('pipelines.color_of', { title })}>
            <ColorSwatch size={16} withShadow={false} color={chipColor(stage.id, color || null).text} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.colors}>
            {COLORS.map((one) => (
              <Menu.Item
                key={one}
                p={5}
                aria-label={t(`color.${one}`)}
                title={t(`color.${one}`)}
                onClick={() => void save(STAGE, stage, { color: one })}
              >
                <ColorSwatch size={16} withShadow={false} color={chipColor('', one).text} />
              </Menu.Item>
            ))}
          </div>
        </Menu.Dropdown>
      </Menu>
      <TypedText
        className={classes.name}
        aria-label={t('pipelines.stage_name', { title })}
        value={title}
        onSave={(name) => void save(STAGE, stage, { name })}
      />
      <Select
        className={classes.kind}
        aria-label={t('pipelines.kind_of', { title })}
        data={kinds.map(({ key, label }) => ({ value: key, label }))}
        value={asText(stage.kind) || 'open'}
        onChange={(kind) => kind && void save(STAGE, stage, { kind })}
        allowDeselect={false}
      />
      <TypedNumber
        className={classes.number}
        aria-label={t('pipelines.probability_of', { title })}
        value={number(stage.probability)}
        onSave={(probability) =>
          void save(STAGE, stage, { probability: probability === null ? null : String(probability) })
        }
        min={0}
        max={100}
        suffix=" %"
      />
      {isOpen ? (
        <>
          <TypedNumber
            className={classes.number}
            aria-label={t('pipelines.age_of', { title })}
            placeholder={t('pipelines.no_limit')}
            value={number(stage.age_limit)}
            onSave={(days) => void save(STAGE, stage, { age_limit: days })}
            min={1}
            max={3650}
            allowDecimal={false}
            suffix={` ${t('pipelines.days')}`}
          />
          <MultiSelect
            className={classes.exit}
            aria-label={t('pipelines.exit_of', { title })}
            placeholder={asStrings(stage.exit_fields).length ? undefined : t('pipelines.exit')}
            data={fields.map(({ key, label }) => ({ value: key, label }))}
            value={asStrings(stage.exit_fields)}
            onChange={(keys) => void save(STAGE, stage, { exit_fields: keys })}
            searchable
            hidePickedOptions
          />
        </>
      ) : (
        <span className={classes.rest} />
      )}
      <ActionIcon aria-label={t('pipelines.remove_stage', { title })} onClick={onRemove}>
        <Trash2 size={15} />
      </ActionIcon>
    </>
  );
}

// A deal always has them, or they are what the move itself writes.
const NEVER = new Set(['name', 'pipeline', 'stage', 'outcome', 'probability', 'closed_at', 'lost_reason', 'owner']);
