// Playbooks as they are set up: one after the other, each with its place, its guidance and its steps; and some that are ready made.
import {
  ActionIcon,
  Button,
  Group,
  Menu,
  Modal,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
} from '@mantine/core';
import { BookOpen, ChevronDown, ChevronRight, Eye, Plus, Sparkles, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { createRecord } from '../../../api/records.ts';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { asLink, asText } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Prose } from '../../../ui/Prose.tsx';
import { Section } from '../Section.tsx';
import { Line } from '../sales/Line.tsx';
import { attempt, drop, move, PIPELINE, STAGE, save, useRows } from '../sales/rows.ts';
import { TypedText } from '../sales/Typed.tsx';
import { PLAYBOOK, STEP } from './kinds.ts';
import { OFFERS, type Offer } from './offers.ts';
import classes from './playbook_setting.module.css';
import { Steps } from './Steps.tsx';
import { TypedArea } from './TypedArea.tsx';

export function PlaybookSettings() {
  const books = useRows(PLAYBOOK, null, 'position,created_at');
  const [open, setOpen] = useState<string | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const rows = books.data ?? [];
  const make = async (offer: Offer | null) => {
    await attempt(PLAYBOOK, async () => {
      const made = await createRecord(PLAYBOOK.plural, {
        name: offer ? t(offer.name) : t('playbook.new'),
        subject: offer?.subject ?? 'deal',
        lead_state: offer?.leadState ?? null,
        guidance: offer ? t(offer.guidance) : null,
        // What is not placed yet would be shown everywhere.
        active: false,
        position: rows.length + 1,
      });
      for (const [place, step] of (offer?.steps ?? []).entries())
        await createRecord(STEP.plural, {
          playbook: made.id,
          name: t(step.name),
          kind: step.kind,
          text: step.text ? t(step.text) : null,
          field: step.field ?? null,
          position: place + 1,
        });
      setOpen(made.id);
      return made;
    });
  };
  const adding = (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button leftSection={<Plus size={15} />}>{t('playbook.add')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<BookOpen size={15} />} onClick={() => void make(null)}>
          {t('playbook.blank')}
        </Menu.Item>
        <Menu.Label>{t('playbook.ready')}</Menu.Label>
        {OFFERS.map((offer) => (
          <Menu.Item key={offer.name} leftSection={<Sparkles size={15} />} onClick={() => void make(offer)}>
            {t(offer.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <Section title={t('settings.playbooks')} text={t('playbook.settings_text')} actions={rows.length > 0 && adding}>
      {books.isSuccess && rows.length === 0 && (
        <Blank
          icon={<BookOpen size={24} strokeWidth={1.6} />}
          title={t('playbook.none')}
          text={t('playbook.none_text')}
          action={
            <div className={classes.offers}>
              {OFFERS.map((offer) => (
                <Paper key={offer.name} withBorder className={classes.offer}>
                  <Text fw={600}>{t(offer.name)}</Text>
                  <Prose text={t(offer.guidance)} />
                  <Button
                    size="xs"
                    variant="light"
                    leftSection={<Sparkles size={14} />}
                    aria-label={`${t('playbook.take')}: ${t(offer.name)}`}
                    onClick={() => void make(offer)}
                  >
                    {t('playbook.take')}
                  </Button>
                </Paper>
              ))}
              <Button variant="default" leftSection={<Plus size={15} />} onClick={() => void make(null)}>
                {t('playbook.blank')}
              </Button>
            </div>
          }
        />
      )}
      <ul className={classes.books} aria-label={t('settings.playbooks')}>
        {rows.map((book, place) => (
          <Line
            key={book.id}
            title={book.title}
            place={place}
            count={rows.length}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(from, to) => void move(PLAYBOOK, rows, from, to)}
          >
            <Book book={book} isOpen={open === book.id} onOpen={(next) => setOpen(next ? book.id : null)} />
          </Line>
        ))}
      </ul>
    </Section>
  );
}

function Book({ book, isOpen, onOpen }: { book: RecordRow; isOpen: boolean; onOpen: (open: boolean) => void }) {
  const [preview, setPreview] = useState(false);
  const change = (values: Record<string, unknown>) => void save(PLAYBOOK, book, values);
  return (
    <div className={classes.book}>
      <div className={classes.bookHead}>
        <ActionIcon
          aria-label={t(isOpen ? 'playbook.close' : 'playbook.open', { title: book.title })}
          aria-expanded={isOpen}
          onClick={() => onOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
        </ActionIcon>
        <TypedText
          className={classes.name}
          aria-label={t('playbook.name')}
          value={book.title}
          onSave={(name) => change({ name })}
        />
        <Place book={book} onChange={change} />
        <Switch
          label={t('playbook.active')}
          checked={book.active === true}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
        <ActionIcon aria-label={t('playbook.preview_of', { title: book.title })} onClick={() => setPreview(true)}>
          <Eye size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t('playbook.remove', { title: book.title })} onClick={() => void drop(PLAYBOOK, book)}>
          <Trash2 size={15} />
        </ActionIcon>
      </div>
      {isOpen && (
        <Stack gap="md" className={classes.inside}>
          <TypedArea
            label={t('playbook.guidance')}
            description={t('playbook.guidance_text')}
            value={asText(book.guidance)}
            onSave={(guidance) => change({ guidance: guidance || null })}
          />
          <Steps book={book} />
        </Stack>
      )}
      {preview && <Preview book={book} onClose={() => setPreview(false)} />}
    </div>
  );
}

/** Where it is shown: in a stage, in a whole pipeline, or in a state of leads. */
function Place({ book, onChange }: { book: RecordRow; onChange: (values: Record<string, unknown>) => void }) {
  const object = useObject('playbook');
  const pipelines = useRows(PIPELINE, null, 'position');
  const stages = useRows(STAGE, { field: 'kind', op: 'is', value: 'open' }, 'position');
  const states = object?.fields.find(({ key }) => key === 'lead_state')?.choices ?? [];
  const isLead = book.subject === 'lead';
  const groups = (pipelines.data ?? []).map((pipeline) => ({
    group: pipeline.title,
    items: [
      { value: `p ${pipeline.id}`, label: t('playbook.all_stages', { pipeline: pipeline.title }) },
      ...(stages.data ?? [])
        .filter((stage) => asLink(stage.pipeline)?.id === pipeline.id)
        .map((stage) => ({ value: `s ${stage.id}`, label: `${stage.title} · ${pipeline.title}` })),
    ],
  }));
  const stage = asLink(book.stage)?.id;
  const pipeline = asLink(book.pipeline)?.id;
  const place = stage ? `s ${stage}` : pipeline ? `p ${pipeline}` : '';
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('playbook.for')}
        data={(object?.fields.find(({ key }) => key === 'subject')?.choices ?? []).map((one) => ({
          value: one.key,
          label: one.label,
        }))}
        value={asText(book.subject) || 'deal'}
        onChange={(subject) => onChange({ subject })}
      />
      {isLead ? (
        <Select
          className={classes.place}
          aria-label={t('playbook.where')}
          data={[{ value: '', label: t('playbook.every_state') }].concat(
            states.map((one) => ({ value: one.key, label: one.label })),
          )}
          value={asText(book.lead_state)}
          onChange={(state) => onChange({ lead_state: state || null })}
          allowDeselect={false}
        />
      ) : (
        <Select
          className={classes.place}
          aria-label={t('playbook.where')}
          data={[
            { group: t('playbook.everywhere'), items: [{ value: '', label: t('playbook.all_deals') }] },
            ...groups,
          ]}
          value={place}
          onChange={(next) =>
            onChange({
              stage: next?.startsWith('s ') ? next.slice(2) : null,
              pipeline: next?.startsWith('p ') ? next.slice(2) : null,
            })
          }
          searchable
          allowDeselect={false}
        />
      )}
    </>
  );
}

function Preview({ book, onClose }: { book: RecordRow; onClose: () => void }) {
  const steps = useRows(STEP, { field: 'playbook', op: 'is', value: book.id }, 'position,created_at');
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('playbook.preview_of', { title: book.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="md">
        {asText(book.guidance) && <Prose text={asText(book.guidance)} />}
        {(steps.data ?? []).map((step) => (
          <div key={step.id}>
            <Group gap="xs">
              <Text fw={600} size="sm">
                {step.kind === 'check' ? `☐ ${step.title}` : step.title}
              </Text>
              {step.required === true && (
                <Text size="xs" c="dimmed">
                  {t('playbook.required')}
                </Text>
              )}
            </Group>
            {asText(step.text) && <Prose text={asText(step.text)} />}
          </div>
        ))}
      </Stack>
    </Modal>
  );
}
