// Pipelines and their stages: their sequence, how likely, how long, what is needed to go on, and why deals are lost.
import { Button, Group, SegmentedControl, Select, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Section } from '../Section.tsx';
import { LostReasons } from './LostReasons.tsx';
import { add, PIPELINE, save, useRows } from './rows.ts';
import { Stages } from './Stages.tsx';
import classes from './sales_setting.module.css';
import { TypedText } from './Typed.tsx';

export function PipelineSettings() {
  const pipelines = useRows(PIPELINE, null, 'position');
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = pipelines.data ?? [];
  const pipeline = rows.find(({ id }) => id === chosen) ?? rows[0];
  if (pipelines.isError) return <ProblemView error={pipelines.error} onRetry={() => pipelines.refetch()} />;
  return (
    <Stack gap="xl">
      <Section
        title={t('settings.pipelines')}
        text={t('pipelines.text')}
        actions={
          <Button
            variant="default"
            leftSection={<Plus size={15} />}
            onClick={() => void add(PIPELINE, { name: nextName(rows), position: rows.length + 1 })}
          >
            {t('pipelines.new')}
          </Button>
        }
      >
        {pipelines.isPending && <Skeleton h={240} />}
        {rows.length > 1 && (
          <SegmentedControl
            mb="md"
            aria-label={t('settings.pipelines')}
            data={rows.map(({ id, title }) => ({ value: id, label: title }))}
            value={pipeline?.id ?? ''}
            onChange={setChosen}
          />
        )}
        {pipeline && <Pipeline key={pipeline.id} pipeline={pipeline} />}
      </Section>
      <LostReasons />
    </Stack>
  );
}

function nextName(rows: readonly RecordRow[]): string {
  const known = new Set(rows.map(({ title }) => title));
  for (let number = rows.length + 1; ; number += 1) {
    const name = t('pipelines.numbered', { number });
    if (!known.has(name)) return name;
  }
}

function Pipeline({ pipeline }: { pipeline: RecordRow }) {
  const object = useObject('pipeline');
  const steps = object?.fields.find(({ key }) => key === 'next_step')?.choices ?? [];
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end" className={classes.head}>
        <TypedText
          label={t('pipelines.name')}
          value={pipeline.title}
          onSave={(name) => void save(PIPELINE, pipeline, { name })}
          style={{ flex: '1 1 200px' }}
        />
        <Select
          label={t('pipelines.next_step')}
          data={steps.map(({ key, label }) => ({ value: key, label }))}
          value={asText(pipeline.next_step) || 'off'}
          onChange={(next) => next && void save(PIPELINE, pipeline, { next_step: next })}
          allowDeselect={false}
          style={{ flex: '1 1 200px' }}
        />
        <Stack gap={6}>
          <Switch
            label={t('pipelines.reason_required')}
            checked={pipeline.reason_required === true}
            onChange={(event) => void save(PIPELINE, pipeline, { reason_required: event.currentTarget.checked })}
          />
          <Switch
            label={t('pipelines.active')}
            checked={pipeline.active !== false}
            onChange={(event) => void save(PIPELINE, pipeline, { active: event.currentTarget.checked })}
          />
        </Stack>
      </Group>
      <Text size="sm" c="dimmed">
        {t('pipelines.stages_text')}
      </Text>
      <Stages pipeline={pipeline.id} />
    </Stack>
  );
}
