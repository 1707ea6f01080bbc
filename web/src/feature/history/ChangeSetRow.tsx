// One act: what was done, by whom and when; unfolded, what it changed in each record.
import { Badge, Button, Loader, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import {
  ArchiveRestore,
  ChevronDown,
  ChevronRight,
  FileUp,
  GitMerge,
  type LucideIcon,
  PencilLine,
  Plus,
  Redo2,
  Rows3,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useId, useState } from 'react';
import { type ChangeSet, type ChangeSetAction, findChangeSet } from '../../api/change_sets.ts';
import { keys } from '../../api/query.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatTime, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import classes from './history.module.css';
import { Lines } from './Lines.tsx';
import { actText, channelText } from './words.ts';

const ICON: Record<ChangeSetAction, LucideIcon> = {
  create: Plus,
  change: PencilLine,
  remove: Trash2,
  restore: ArchiveRestore,
  bulk: Rows3,
  merge: GitMerge,
  import: FileUp,
  undo: Undo2,
  other: PencilLine,
};

export function ChangeSetRow({ act, onUndo }: { act: ChangeSet; onUndo: () => void }) {
  const dictionary = useDictionary();
  const [open, setOpen] = useState(false);
  const details = useId();
  const Icon = ICON[act.action] ?? PencilLine;
  return (
    <div className={classes.act} data-undone={act.undone_by ? true : undefined}>
      <div className={classes.line}>
        <UnstyledButton
          className={classes.open}
          aria-expanded={open}
          aria-controls={details}
          onClick={() => setOpen((was) => !was)}
        >
          {open ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
          <span className={classes.icon} data-action={act.action}>
            <Icon size={15} aria-hidden="true" />
          </span>
          <span className={classes.words}>
            <span className={classes.what}>{actText(act, dictionary)}</span>
            <Text span size="xs" c="dimmed" title={formatTimestamp(act.at)}>
              {act.actor.name} · {formatTime(act.at)} · {channelText(act.channel)}
              {act.count > 1 && act.record === null
                ? ''
                : act.count > 1
                  ? ` · ${t('history.changes', { count: act.count })}`
                  : ''}
            </Text>
          </span>
        </UnstyledButton>
        {act.undone_by && (
          <Badge color="gray">{t('history.undone_by', { name: act.undone_by.actor.name ?? '' })}</Badge>
        )}
        {act.can_undo && !act.undone_by && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={act.action === 'undo' ? <Redo2 size={14} /> : <Undo2 size={14} />}
            onClick={onUndo}
            aria-label={`${t(act.action === 'undo' ? 'action.redo' : 'action.undo')}: ${actText(act, dictionary)}`}
          >
            {t(act.action === 'undo' ? 'action.redo' : 'action.undo')}
          </Button>
        )}
      </div>
      <div id={details} hidden={!open}>
        {open && <Details id={act.id} />}
      </div>
    </div>
  );
}

function Details({ id }: { id: string }) {
  const details = useInfiniteQuery({
    queryKey: [...keys.changeSets, 'one', id],
    queryFn: ({ pageParam, signal }) => findChangeSet(id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.changes.next,
  });
  if (details.isError) return <ProblemView compact error={details.error} onRetry={() => details.refetch()} />;
  if (!details.data) return <Loader size="xs" type="dots" aria-label={t('record.loading')} m="sm" />;
  return (
    <div className={classes.details}>
      <Lines lines={details.data.pages.flatMap((page) => page.changes.data)} />
      {details.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={details.isFetchingNextPage}
          onClick={() => details.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}
