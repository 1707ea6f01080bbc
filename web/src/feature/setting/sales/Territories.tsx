// Parts of the market, one inside another: the first whose condition a record meets is its own. What a change would move is shown
// before it is kept.
import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { post } from '../../../api/client.ts';
import { describeProblem } from '../../../api/describe.ts';
import type { Filter, RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { LinkPicker } from '../../../field/link/LinkPicker.tsx';
import { asLink } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { Section } from '../Section.tsx';
import { Condition, readFilter } from './Condition.tsx';
import { Line } from './Line.tsx';
import { add, drop, move, save, TERRITORY, useRows } from './rows.ts';
import classes from './sales_setting.module.css';
import { TypedText } from './Typed.tsx';

const PARTS = [
  { object: 'company', field: 'company_filter', key: 'companies' },
  { object: 'lead', field: 'lead_filter', key: 'leads' },
  { object: 'deal', field: 'deal_filter', key: 'deals' },
] as const;
type Part = (typeof PARTS)[number];

interface Preview {
  objects: { object: string; comes: Records; follows: number; leaves: Records }[];
}
interface Records {
  count: number;
  examples: { id: string; title: string | null }[];
}

export function Territories() {
  const territories = useRows(TERRITORY, null, 'position');
  const [dragged, setDragged] = useState<number | null>(null);
  const rows = territories.data ?? [];
  return (
    <Section title={t('territory.title')} text={t('territory.text')}>
      <ul className={classes.lines} aria-label={t('territory.title')}>
        {rows.map((row, place) => (
          <Line
            key={row.id}
            title={row.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(TERRITORY, rows, from, to)}
          >
            <Territory row={row} />
          </Line>
        ))}
      </ul>
      <Group>
        <Button
          variant="subtle"
          leftSection={<Plus size={15} />}
          onClick={() => void add(TERRITORY, { name: t('territory.new'), position: rows.length + 1 })}
        >
          {t('territory.add')}
        </Button>
      </Group>
    </Section>
  );
}

function Territory({ row }: { row: RecordRow }) {
  const title = row.title;
  const [draft, setDraft] = useState<{ part: Part; filter: Filter | undefined } | null>(null);
  const picked = (field: string, to: string, label: string, placeholder: string) => (
    <LinkPicker
      to={to}
      value={asLink(row[field]) ?? null}
      aria-label={label}
      placeholder={placeholder}
      onChange={(link) => void save(TERRITORY, row, { [field]: link?.id ?? null })}
    />
  );
  return (
    <div className={classes.rule}>
      <div className={classes.ruleLine}>
        <TypedText
          className={classes.name}
          aria-label={t('lead_rules.name_of', { title })}
          value={title}
          onSave={(name) => void save(TERRITORY, row, { name })}
        />
        {picked('parent', 'territory', t('territory.parent_of', { title }), t('territory.parent'))}
        {picked('owner', 'user', t('territory.owner_of', { title }), t('territory.owner'))}
        {picked('team', 'team', t('territory.team_of', { title }), t('territory.team'))}
      </div>
      <div className={classes.ruleLine}>
        {PARTS.map((part) => (
          <PartLine key={part.field} part={part} row={row} onChange={(filter) => setDraft({ part, filter })} />
        ))}
        <ActionIcon aria-label={t('lead_rules.remove', { title })} onClick={() => void drop(TERRITORY, row)}>
          <Trash2 size={15} />
        </ActionIcon>
        {!row.sorted_at && (
          <Text size="sm" c="dimmed">
            {t('territory.sorting')}
          </Text>
        )}
      </div>
      {draft && <Confirm row={row} part={draft.part} filter={draft.filter} onClose={() => setDraft(null)} />}
    </div>
  );
}

function PartLine({ part, row, onChange }: { part: Part; row: RecordRow; onChange: (f: Filter | undefined) => void }) {
  const object = useObject(part.object);
  if (!object) return null;
  return (
    <Condition
      of={part.object}
      title={`${row.title}, ${object.label_plural}`}
      empty={t('territory.no_condition', { objects: object.label_plural.toLowerCase() })}
      filter={readFilter(row[part.field])}
      onSave={onChange}
    />
  );
}

/** What would come and go, asked as soon as the condition is written. */
function Confirm(props: { row: RecordRow; part: Part; filter: Filter | undefined; onClose: () => void }) {
  const { row, part, filter, onClose } = props;
  const preview = useMutation({
    mutationFn: () => {
      const filters = PARTS.map(({ field, key }) => [
        key,
        (field === part.field ? filter : readFilter(row[field])) ?? null,
      ]);
      const parent = asLink(row.parent)?.id ?? null;
      return post<Preview>('/territories/preview', { territory: row.id, parent, ...Object.fromEntries(filters) });
    },
  });
  const [asked, setAsked] = useState(false);
  if (!asked) {
    setAsked(true);
    preview.mutate();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('territory.preview', { title: row.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        {preview.isPending && <Text c="dimmed">{t('territory.counting')}</Text>}
        {preview.error && <Text c="red">{describeProblem(preview.error)}</Text>}
        {preview.data?.objects.map((moves) => (
          <Moves key={moves.object} moves={moves} />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            disabled={!preview.data}
            onClick={() => {
              void save(TERRITORY, row, { [part.field]: filter ? JSON.stringify(filter) : null });
              onClose();
            }}
          >
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Moves({ moves }: { moves: Preview['objects'][number] }) {
  const object = useObject(moves.object);
  const named = (records: Records) =>
    records.examples
      .map(({ title }) => title)
      .filter(Boolean)
      .join(', ');
  return (
    <div>
      <Text fw={600}>{object?.label_plural}</Text>
      <Text size="sm">{t('territory.comes', { count: moves.comes.count + moves.follows })}</Text>
      {named(moves.comes) && (
        <Text size="xs" c="dimmed">
          {named(moves.comes)}
        </Text>
      )}
      <Text size="sm">{t('territory.leaves', { count: moves.leaves.count })}</Text>
      {named(moves.leaves) && (
        <Text size="xs" c="dimmed">
          {named(moves.leaves)}
        </Text>
      )}
    </div>
  );
}
