// What to do with a deal or lead just now: what matters, what is ticked off, scripts to speak by, and cards about the competitor.
import { ActionIcon, Badge, Checkbox, Drawer, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BookOpen, MessageSquareQuote, ShieldCheck, X } from 'lucide-react';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject } from '../../api/query.ts';
import { createRecord, removeRecord } from '../../api/records.ts';
import { findGuide, type PlaybookGuide, type PlaybookStep } from '../../api/training.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { FoldedCard } from '../../ui/FoldedCard.tsx';
import { Prose } from '../../ui/Prose.tsx';
import classes from './playbook.module.css';
import { Ring } from './Ring.tsx';

export interface Read {
  title: string;
  text: string;
}

export const guideKey = (object: string, id: string) => ['playbook', object, id] as const;

export function useGuide(object: ObjectType, record: RecordRow) {
  return useQuery({
    // Another stage or state has other playbooks, and a field that is filled may be a step that is done.
    queryKey: [...guideKey(object.key, record.id), record.version],
    queryFn: ({ signal }) => findGuide(object.plural, record.id, signal),
    placeholderData: (before) => before,
    retry: false,
  });
}

export function PlaybookPanel({ object, record }: { object: ObjectType; record: RecordRow }) {
  const guide = useGuide(object, record);
  const [read, setRead] = useState<Read | null>(null);
  if (!guide.data || record.removed_at) return null;
  const { playbooks, battle_cards: cards, done, total } = guide.data;
  if (!playbooks.length && !cards.length) return null;
  const canTick = Boolean(record.can?.includes('change'));
  const scripts = playbooks.flatMap((book) => book.steps.filter((step) => step.kind === 'call_script'));
  const name = playbooks.map((book) => book.name).join(' · ') || t('playbook.battle_cards');
  return (
    <>
      <FoldedCard
        remembered="kith-playbook-open"
        opensFirst
        icon={<BookOpen size={16} aria-hidden="true" />}
        title={t('playbook.title')}
        line={name}
        aside={
          total > 0 && (
            <>
              <Ring share={done / total} />
              {t('playbook.done', { done, total })}
            </>
          )
        }
      >
        <div className={classes.body}>
          <div className={classes.main}>
            {playbooks.map((book) => (
              <div key={book.id}>
                {playbooks.length > 1 && <Text className={classes.bookName}>{book.name}</Text>}
                {book.guidance && <Prose text={book.guidance} />}
                <ul className={classes.checks} aria-label={t('playbook.checklist_of', { name: book.name })}>
                  {book.steps
                    .filter((step) => step.kind === 'check')
                    .map((step) => (
                      <Check key={step.id} object={object} record={record} step={step} canTick={canTick} />
                    ))}
                </ul>
              </div>
            ))}
          </div>
          {(scripts.length > 0 || cards.length > 0) && (
            <ul className={classes.aside} aria-label={t('playbook.at_hand')}>
              {scripts.map((script) => (
                <Opener
                  key={script.id}
                  icon={<MessageSquareQuote size={16} aria-hidden="true" />}
                  over={t('playbook.call_script')}
                  name={script.name}
                  onOpen={() => setRead({ title: script.name, text: script.text ?? '' })}
                />
              ))}
              {cards.map((card) => (
                <Opener
                  key={card.id}
                  warm
                  icon={<ShieldCheck size={16} aria-hidden="true" />}
                  over={t('playbook.against', { name: card.competitor?.title ?? '' })}
                  name={card.name}
                  onOpen={() => setRead({ title: card.name, text: card.text ?? '' })}
                />
              ))}
            </ul>
          )}
        </div>
      </FoldedCard>
      <Beside read={read} onClose={() => setRead(null)} />
    </>
  );
}

function Opener({
  icon,
  over,
  name,
  warm,
  onOpen,
}: {
  icon: React.ReactNode;
  over: string;
  name: string;
  warm?: boolean;
  onOpen: () => void;
}) {
  return (
    <li>
      <UnstyledButton className={classes.opener} data-warm={warm || undefined} onClick={onOpen}>
        {icon}
        <span className={classes.names}>
          <span className={classes.over}>{over}</span>
          <span className={classes.name}>{name}</span>
        </span>
      </UnstyledButton>
    </li>
  );
}

/** A script or card beside the page: one writes and reads at the same time. */
function Beside({ read, onClose }: { read: Read | null; onClose: () => void }) {
  const [kept, setKept] = useState(read);
  if (read && read !== kept) setKept(read);
  return (
    <Drawer
      opened={Boolean(read)}
      onClose={onClose}
      position="right"
      size="sm"
      title={kept?.title}
      withOverlay={false}
      lockScroll={false}
      trapFocus={false}
      closeOnClickOutside={false}
      shadow="lg"
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Prose text={kept?.text ?? ''} />
    </Drawer>
  );
}

function Check({
  object,
  record,
  step,
  canTick,
}: {
  object: ObjectType;
  record: RecordRow;
  step: PlaybookStep;
  canTick: boolean;
}) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const field = step.field ? object.fields.find(({ key }) => key === step.field) : undefined;
  const key = guideKey(object.key, record.id);
  const isByField = Boolean(field) && step.done && !step.tick;
  const change = async (ticked: boolean) => {
    setBusy(true);
    // What is ticked is ticked at once; the server's word follows.
    client.setQueriesData<PlaybookGuide>({ queryKey: key }, (old) => old && withTick(old, step.id, ticked));
    try {
      if (ticked) {
        const made = await createRecord('playbook_ticks', { step: step.id, [object.key]: record.id });
        showDone(t('playbook.ticked', { name: step.name }), changeSetOf(made), { quiet: true });
      } else if (step.tick) {
        const changeSet = await removeRecord('playbook_ticks', step.tick.id);
        showDone(t('playbook.unticked', { name: step.name }), changeSet, { quiet: true });
      }
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      setBusy(false);
      forgetObject('playbook_tick');
      void client.invalidateQueries({ queryKey: key });
    }
  };
  const hint = isByField
    ? t('playbook.by_field', { field: field?.label ?? '' })
    : field && !step.done
      ? t('playbook.fill', { field: field.label })
      : step.tick
        ? `${step.tick.by} · ${formatRelative(step.tick.at)}`
        : '';
  return (
    <li className={classes.check} data-done={step.done || undefined}>
      <Checkbox
        size="sm"
        checked={step.done}
        disabled={!canTick || isByField || busy}
        onChange={(event) => void change(event.currentTarget.checked)}
        label={
          <span className={classes.label}>
            <span className={classes.text}>{step.name}</span>
            {step.required && !step.done && (
              <Tooltip label={t('playbook.required_text')}>
                <Badge size="xs" color="amber" variant="light">
                  {t('playbook.required')}
                </Badge>
              </Tooltip>
            )}
            {hint && (
              <Tooltip label={step.tick ? formatTimestamp(step.tick.at) : hint} disabled={!step.tick}>
                <span className={classes.hint}>{hint}</span>
              </Tooltip>
            )}
          </span>
        }
        description={step.text}
      />
    </li>
  );
}

function withTick(guide: PlaybookGuide, step: string, done: boolean): PlaybookGuide {
  const playbooks = guide.playbooks.map((book) => ({
    ...book,
    steps: book.steps.map((one) => (one.id === step ? { ...one, done } : one)),
  }));
  const checks = playbooks.flatMap((book) => book.steps).filter((one) => one.kind === 'check');
  return { ...guide, playbooks, done: checks.filter((one) => one.done).length };
}

/** The scripts for a call, beside the place where one writes down what was said. */
export function CallScripts({ object, record }: { object: ObjectType; record: RecordRow }) {
  const guide = useGuide(object, record);
  const [chosen, setChosen] = useState<string | null>(null);
  const scripts =
    guide.data?.playbooks.flatMap((book) => book.steps.filter((step) => step.kind === 'call_script')) ?? [];
  const script = scripts.find(({ id }) => id === chosen);
  if (!scripts.length) return null;
  return (
    <section className={classes.scripts} aria-label={t('playbook.call_script')}>
      {script ? (
        <>
          <div className={classes.scriptHead}>
            <Text fw={600} size="sm">
              {script.name}
            </Text>
            <ActionIcon aria-label={t('playbook.close_script')} onClick={() => setChosen(null)}>
              <X size={15} />
            </ActionIcon>
          </div>
          <Prose text={script.text ?? ''} />
        </>
      ) : (
        <ul className={classes.aside}>
          {scripts.map((one) => (
            <Opener
              key={one.id}
              icon={<MessageSquareQuote size={16} aria-hidden="true" />}
              over={t('playbook.call_script')}
              name={one.name}
              onOpen={() => setChosen(one.id)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
