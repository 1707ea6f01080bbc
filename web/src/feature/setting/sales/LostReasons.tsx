// Why deals are lost: the list that is offered when one is.
import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../i18n/index.ts';
import { Section } from '../Section.tsx';
import { Line } from './Line.tsx';
import { add, drop, LOST_REASON, move, save, useRows } from './rows.ts';
import classes from './sales_setting.module.css';
import { TypedText } from './Typed.tsx';

export function LostReasons() {
  const reasons = useRows(LOST_REASON, null, 'position');
  const [dragged, setDragged] = useState<number | null>(null);
  const [typed, setTyped] = useState('');
  const rows = reasons.data ?? [];
  return (
    <Section title={t('pipelines.lost_reasons')} text={t('pipelines.lost_reasons_text')}>
      {rows.length === 0 && reasons.isSuccess && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('pipelines.no_reasons')}
        </Text>
      )}
      <ul className={classes.lines} aria-label={t('pipelines.lost_reasons')} data-narrow>
        {rows.map((reason, place) => (
          <Line
            key={reason.id}
            title={reason.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(LOST_REASON, rows, from, to)}
          >
            <TypedText
              className={classes.name}
              aria-label={t('sales.reason')}
              value={reason.title}
              onSave={(name) => void save(LOST_REASON, reason, { name })}
            />
            <ActionIcon
              aria-label={t('pipelines.remove_reason', { title: reason.title })}
              onClick={() => void drop(LOST_REASON, reason)}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </Line>
        ))}
      </ul>
      <Group mt="xs">
        <TextInput
          aria-label={t('pipelines.new_reason')}
          placeholder={t('pipelines.new_reason')}
          leftSection={<Plus size={14} aria-hidden="true" />}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !typed.trim()) return;
            event.preventDefault();
            void add(LOST_REASON, { name: typed.trim(), position: rows.length + 1 }).then(
              (done) => done && setTyped(''),
            );
          }}
        />
      </Group>
    </Section>
  );
}
