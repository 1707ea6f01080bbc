// New leads, the most promising first: looked at, called, given away, made a deal of or put aside, without the mouse.
import {
  ActionIcon,
  Badge,
  Button,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import {
  ArrowLeft,
  Ban,
  Handshake,
  Inbox as InboxIcon,
  Phone,
  Route,
  SquareArrowOutUpRight,
  UserRoundPlus,
} from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import { useSession } from '../../api/session_context.tsx';
import type { Filter, ObjectType, RecordRow } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { findField } from '../../dictionary/dictionary.ts';
import { faceOf } from '../../field/faces.ts';
import { usePeek } from '../../field/link/peek.ts';
import { asLink, asText, isBlank } from '../../field/shared/values.ts';
import { formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { printedLine, useShortcuts, useSingleKeys } from '../../ui/shortcuts.ts';
import { AnswerClock } from './AnswerClock.tsx';
import { AnswerShares } from './AnswerShares.tsx';
import classes from './lead.module.css';
import { assignByTheRules } from './lead_acts.ts';
import { ScoreBadge } from './ScoreBadge.tsx';
import { type LeadAct, useLeadDialogs } from './use_lead_dialogs.tsx';

const MOST = 200;
const FACTS = ['person', 'person.phones', 'person.emails', 'company', 'company.sector', 'source', 'owner', 'tags'];

export interface InboxState {
  who?: 'mine';
  lead?: string;
}

interface Props {
  object: ObjectType;
  state: InboxState;
  onState: (state: InboxState) => void;
}

export function Inbox({ object, state, onState }: Props) {
  const session = useSession();
  const dictionary = useDictionary();
  const facts = useMemo(() => FACTS.flatMap((path) => findField(dictionary, object, path) ?? []), [dictionary, object]);
  useDocumentTitle(`${t('leads.inbox')} · Kith`);
  const isNew: Filter = { field: 'state', op: 'is', value: 'new' };
  const filter: Filter =
    state.who === 'mine' ? { and: [isNew, { field: 'owner', op: 'is', value: session.user.id }] } : isNew;
  const found = useQuery({
    queryKey: [...keys.lists('lead'), 'inbox', state.who ?? 'all'],
    queryFn: ({ signal }) =>
      listRecords(
        'leads',
        {
          filter,
          sort: '-score,created_at',
          limit: MOST,
          count: 'capped',
          fields: [
            'name',
            'state',
            'score',
            'message',
            'assigned_by',
            'answer_by',
            'responded_at',
            ...facts.map(({ key }) => key),
          ],
        },
        signal,
      ),
    placeholderData: (previous) => previous,
    // Time passes also when nobody does anything.
    refetchInterval: 60_000,
  });
  const leads = found.data?.data ?? [];
  const place = Math.max(
    0,
    leads.findIndex(({ id }) => id === state.lead),
  );
  const chosen = leads[place];
  // On a narrow screen the list comes first: a lead opens only when somebody chose it.
  const isOpen = Boolean(state.lead && leads.some(({ id }) => id === state.lead));
  const choose = (lead: RecordRow | undefined) => onState({ ...state, lead: lead?.id });
  const step = (by: number) => choose(leads[Math.min(leads.length - 1, Math.max(0, place + by))]);
  const next = () => leads[place + 1] ?? leads[place - 1];

  const dialogs = useLeadDialogs((_, act) => {
    if (act !== 'convert') choose(next());
  });
  const peek = usePeek();
  const run = (act: LeadAct) => chosen && dialogs.open(act, chosen);
  const group = t('leads.inbox');
  useShortcuts([
    { keys: 'j', label: t('leads.next'), group, run: () => step(1) },
    { keys: 'k', label: t('leads.previous'), group, run: () => step(-1) },
    { keys: 'arrowdown', label: t('leads.next'), group, run: () => step(1) },
    { keys: 'arrowup', label: t('leads.previous'), group, run: () => step(-1) },
    { keys: 'v', label: t('leads.convert'), group, run: () => run('convert') },
    { keys: 'c', label: t('leads.call'), group, run: () => run('call') },
    { keys: 'a', label: t('leads.assign'), group, run: () => run('assign') },
    { keys: 'r', label: t('leads.by_rules'), group, run: () => chosen && void assignByTheRules(chosen) },
    { keys: 'd', label: t('leads.disqualify'), group, run: () => run('disqualify') },
    { keys: 'o', label: t('leads.open'), group, run: () => chosen && peek.open('lead', chosen.id) },
  ]);

  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen line is brought into sight when it changes
  useEffect(() => {
    list.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);

  return (
    <div className={classes.page}>
      <PageHeader
        icon={<InboxIcon size={18} strokeWidth={1.75} />}
        title={t('leads.inbox')}
        after={
          found.data?.count && (
            <Badge color="gray" className="tabular">
              {found.data.count.value}
            </Badge>
          )
        }
        actions={
          <>
            <AnswerShares />
            <SegmentedControl
              size="xs"
              aria-label={t('leads.whose')}
              data={[
                { value: 'all', label: t('leads.all') },
                { value: 'mine', label: t('leads.mine') },
              ]}
              value={state.who ?? 'all'}
              onChange={(who) => onState(who === 'mine' ? { who } : {})}
            />
          </>
        }
      />
      {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && (
        <Stack p="md" gap="sm">
          <Skeleton h={56} />
          <Skeleton h={56} />
          <Skeleton h={56} />
        </Stack>
      )}
      {found.isSuccess && !leads.length && (
        <Blank
          icon={<InboxIcon size={24} strokeWidth={1.6} />}
          title={t('leads.nothing')}
          text={t('leads.nothing_text')}
        />
      )}
      {leads.length > 0 && (
        <div className={classes.inbox} data-open={isOpen || undefined}>
          <ul className={classes.list} ref={list} aria-label={t('leads.inbox')}>
            {leads.map((lead) => (
              <li key={lead.id} className={classes.item} data-chosen={lead.id === chosen?.id || undefined}>
                <UnstyledButton
                  className={classes.line}
                  aria-current={lead.id === chosen?.id || undefined}
                  onClick={() => choose(lead)}
                >
                  <span className={classes.lineScore}>
                    <Score lead={lead} />
                  </span>
                  <span className={classes.lineTitle} dir="auto">
                    {lead.title}
                  </span>
                  <span className={classes.lineAge}>
                    {asText(lead.answer_by) ? <AnswerClock lead={lead} /> : formatRelative(lead.created_at)}
                  </span>
                  <span className={classes.lineWho} dir="auto">
                    {[asLink(lead.person)?.title, asLink(lead.company)?.title].filter(Boolean).join(' · ') || '—'}
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
          <section className={classes.detail} aria-label={chosen?.title ?? ''}>
            {chosen && (
              <div className={classes.sheet}>
                <Back onBack={() => choose(undefined)} />
                <Title order={2} dir="auto">
                  {chosen.title}
                </Title>
                <Text size="sm" c="dimmed" title={formatTimestamp(chosen.created_at)}>
                  {t('leads.came', { when: formatRelative(chosen.created_at) })}
                </Text>
                <AnswerClock lead={chosen} />
                <Acts lead={chosen} run={run} onOpen={() => peek.open('lead', chosen.id)} />
                {asText(chosen.message) && (
                  <p className={classes.message} dir="auto">
                    {asText(chosen.message)}
                  </p>
                )}
                <dl className={classes.facts}>
                  <dt>{t('leads.score')}</dt>
                  <dd>
                    <ScoreBadge lead={chosen} />
                  </dd>
                  {facts
                    .filter((field) => !isBlank(chosen[field.key]))
                    .map((field) => {
                      const { Cell } = faceOf(field);
                      return (
                        <FactLine key={field.key} label={field.label.split(' › ').at(-1) ?? field.label}>
                          <Cell field={field} value={chosen[field.key]} />
                        </FactLine>
                      );
                    })}
                </dl>
                <Keys />
              </div>
            )}
          </section>
        </div>
      )}
      {dialogs.dialog}
    </div>
  );
}

/** In a line the score only shows: why it is so is told beside. */
function Score({ lead }: { lead: RecordRow }) {
  if (typeof lead.score !== 'number') return null;
  const heat = lead.score >= 70 ? 'hot' : lead.score >= 40 ? 'warm' : 'cool';
  return (
    <span className={classes.score} data-heat={heat}>
      {lead.score}
    </span>
  );
}

function FactLine({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Back({ onBack }: { onBack: () => void }) {
  return (
    <ActionIcon hiddenFrom="md" aria-label={t('leads.back')} onClick={onBack} mb={6}>
      <ArrowLeft size={17} />
    </ActionIcon>
  );
}

function Acts({ lead, run, onOpen }: { lead: RecordRow; run: (act: LeadAct) => void; onOpen: () => void }) {
  const canChange = lead.can?.includes('change') ?? true;
  return (
    <div className={classes.acts}>
      {canChange && (
        <>
          <Button size="xs" leftSection={<Handshake size={14} />} onClick={() => run('convert')}>
            {t('leads.convert')}
          </Button>
          <Button size="xs" variant="default" leftSection={<Phone size={14} />} onClick={() => run('call')}>
            {t('leads.call')}
          </Button>
          <Button size="xs" variant="default" leftSection={<UserRoundPlus size={14} />} onClick={() => run('assign')}>
            {t('leads.assign')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<Route size={14} />}
            onClick={() => void assignByTheRules(lead)}
          >
            {t('leads.by_rules')}
          </Button>
          <Button size="xs" variant="default" leftSection={<Ban size={14} />} onClick={() => run('disqualify')}>
            {t('leads.disqualify')}
          </Button>
        </>
      )}
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<SquareArrowOutUpRight size={14} />}
        onClick={onOpen}
      >
        {t('leads.open')}
      </Button>
    </div>
  );
}

/** The keys that do all this, for those who have not found them yet. */
function Keys() {
  if (!useSingleKeys()) return null;
  const told = [
    ['j / k', 'leads.step'],
    [printedLine('v'), 'leads.convert'],
    [printedLine('c'), 'leads.call'],
    [printedLine('a'), 'leads.assign'],
    [printedLine('r'), 'leads.by_rules'],
    [printedLine('d'), 'leads.disqualify'],
    [printedLine('o'), 'leads.open'],
  ] as const;
  return (
    <p className={classes.hint}>
      {told.map(([keysText, key], index) => (
        <span key={key}>
          {index > 0 && ' · '}
          <kbd>{keysText}</kbd> {t(key)}
        </span>
      ))}
    </p>
  );
}
