// The lines of the list: who and why, what it is expected to bring, and what can be done with it in one click.
import { ActionIcon, Badge, Button, Menu, Popover, Stack, Textarea, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarClock, Check, Ellipsis, ListPlus, X } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { decideNext, makeNextTask, type NextLine } from '../../../api/next.ts';
import { keys } from '../../../api/query.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { ObjectIcon } from '../../../dictionary/icon.tsx';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { dayOf, formatMoney, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import classes from '../insight.module.css';
import { expectedOf, nextKey, reasonOf, taskOf } from './words.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The day so many days from now. */
const later = (days: number) => dayOf(new Date(Date.now() + days * DAY));

export function useDecisions() {
  const client = useQueryClient();
  const changed = () => client.invalidateQueries({ queryKey: nextKey });
  const failed = (error: unknown) => notifications.show({ color: 'red', message: describeProblem(error) });
  const task = useMutation({
    mutationFn: (line: NextLine) =>
      makeNextTask({
        kind: line.kind,
        record: line.record,
        subject: taskOf(line),
        due_at: new Date(Date.now() + DAY).toISOString(),
      }),
    onSuccess: () => {
      void changed();
      void client.invalidateQueries({ queryKey: keys.lists('task') });
      notifications.show({ message: t('next.task_made') });
    },
    onError: failed,
  });
  const decide = useMutation({
    mutationFn: ({ line, ...rest }: { line: NextLine; decision: string; reason?: string; until?: string }) =>
      decideNext({ kind: line.kind, record: line.record, ...rest }),
    onSuccess: () => void changed(),
    onError: failed,
  });
  return { task, decide };
}

export function Lines({ lines, own }: { lines: readonly NextLine[]; own: boolean }) {
  return (
    <ol className={classes.next}>
      {lines.map((line) => (
        <Line key={`${line.kind} ${line.record}`} line={line} own={own} />
      ))}
    </ol>
  );
}

function Line({ line, own }: { line: NextLine; own: boolean }) {
  const object = useObject(line.object);
  const { task, decide } = useDecisions();
  const title = line.title || t('record.untitled');
  const who = line.customer && line.customer.id !== line.record ? line.customer : null;
  const worth = line.worth && formatMoney(line.worth.amount, line.worth.currency, true);
  return (
    <li className={classes.line} data-done={line.decision ? true : undefined}>
      <ObjectIcon object={object} size={18} />
      <div className={classes.lineText}>
        <span className={classes.lineHead}>
          <RecordLink object={line.object} id={line.record}>
            {title}
          </RecordLink>
          {who && <span className={`${classes.why} ${classes.lineWho}`}>{who.title}</span>}
          {line.decision && (
            <Badge size="xs" variant="light" color="green" tt="none">
              {t('next.acted')}
            </Badge>
          )}
        </span>
        <span className={classes.why}>
          {reasonOf(line)}
          {line.also.length > 0 &&
            ` ${t('next.also', { what: line.also.map((kind) => t(`next.kind.${kind}`)).join(', ') })}`}
        </span>
      </div>
      <Tooltip
        multiline
        maw={280}
        disabled={!worth}
        label={t(line.guessed ? 'next.worth_guessed' : 'next.worth', {
          worth: worth ?? '',
          chance: line.chance === null ? '–' : formatPercent(Math.round(line.chance * 100)),
        })}
      >
        <span className={classes.worth}>
          <b>
            {line.guessed ? '≈ ' : ''}
            {expectedOf(line)}
          </b>
          <small>{t('next.expected')}</small>
        </span>
      </Tooltip>
      {own && (
        <span className={classes.acts}>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={line.decision ? <Check size={14} /> : <ListPlus size={14} />}
            loading={task.isPending}
            onClick={() => task.mutate(line)}
            aria-label={`${t('next.make_task')}: ${title}`}
          >
            {t('next.make_task')}
          </Button>
          <More line={line} title={title} onDecide={(rest) => decide.mutate({ line, ...rest })} />
        </span>
      )}
    </li>
  );
}

type Decision = { decision: string; reason?: string; until?: string };

function More({ line, title, onDecide }: { line: NextLine; title: string; onDecide: (decision: Decision) => void }) {
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  return (
    // The menu's button says what it opens; what holds both is no control.
    <Popover opened={isAsked} onChange={setAsked} position="bottom-end" trapFocus withinPortal withRoles={false}>
      <Popover.Target>
        <span>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`${t('action.more')}: ${title}`}>
                <Ellipsis size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {!line.decision && (
                <Menu.Item leftSection={<Check size={15} />} onClick={() => onDecide({ decision: 'acted' })}>
                  {t('next.done')}
                </Menu.Item>
              )}
              {[1, 7, 30].map((days) => (
                <Menu.Item
                  key={days}
                  leftSection={<CalendarClock size={15} />}
                  onClick={() => onDecide({ decision: 'snoozed', until: later(days) })}
                >
                  {t('next.snooze', { count: days })}
                </Menu.Item>
              ))}
              <Menu.Item leftSection={<X size={15} />} onClick={() => setAsked(true)}>
                {t('next.dismiss')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('next.dismiss')}>
        <Stack gap="xs" w={260}>
          <Textarea
            label={t('next.why_dismiss')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
            data-autofocus
          />
          <Button
            size="compact-sm"
            disabled={!reason.trim()}
            onClick={() => {
              setAsked(false);
              onDecide({ decision: 'dismissed', reason: reason.trim() });
            }}
          >
            {t('next.dismiss')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
