// Says that something was done and offers to take it back; the one way in which the app undoes and does again.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Redo2, Undo2 } from 'lucide-react';
import { t } from '../i18n/index.ts';
import { lastAct, lastTaken, moveToDone, moveToTaken } from './acts.ts';
import { changeSetOfJob, type Undone, undoChangeSet } from './change_sets.ts';
import { describeProblem } from './describe.ts';
import { watchJob } from './job_toast.tsx';
import { jobEnd } from './jobs.ts';
import { Problem } from './problem.ts';
import { queryClient } from './query.ts';

const SHORT = 5_000;
const LONG = 12_000;

interface Options {
  /** For what one sees happen anyway, as in a cell: one line that each next one replaces. */
  quiet?: boolean;
  /** The act was itself a taking back: the button does it again. */
  isUndo?: boolean;
}

/** Says what was done. With a change set, or all those of one act, it can be taken back from there. */
export function showDone(
  message: string,
  changeSet?: string | readonly string[] | null,
  { quiet, isUndo }: Options = {},
): void {
  const [only, ...others] = typeof changeSet === 'string' ? [changeSet] : (changeSet ?? []);
  const id = quiet ? 'done-quiet' : `done-${only ?? message}`;
  const label = isUndo ? t('action.redo') : t('action.undo');
  // A toast of the same name is not replaced by itself.
  if (quiet) notifications.hide(id);
  notifications.show({
    id,
    autoClose: quiet ? SHORT : LONG,
    withCloseButton: !quiet,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        {only && (
          <Button
            size="compact-sm"
            variant="light"
            style={{ flex: 'none' }}
            leftSection={isUndo ? <Redo2 size={14} /> : <Undo2 size={14} />}
            aria-keyshortcuts={isUndo ? 'Control+Shift+Z Meta+Shift+Z' : 'Control+Z Meta+Z'}
            onClick={() => {
              notifications.hide(id);
              if (others.length) void reverseAll([only, ...others], isUndo ?? false);
              else void (isUndo ? redo(only) : undo(only));
            }}
          >
            {label}
          </Button>
        )}
      </Group>
    ),
  });
}

/** What an undo changed may stand anywhere on the screen. */
function forgetAll(): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}

function tellKept({ kept }: Pick<Undone, 'kept'>): void {
  if (!kept.length) return;
  const [first] = kept;
  notifications.show({
    color: 'orange',
    autoClose: LONG,
    title: t('undo.kept', { count: kept.length }),
    message: first?.title ? `${first.title}: ${first.reason}` : first?.reason,
  });
}

async function reverse(changeSet: string, after: (by: string | null) => void, isUndo: boolean): Promise<void> {
  try {
    const told = await undoChangeSet(changeSet);
    const finish = (by: string | null) => {
      after(by);
      forgetAll();
      tellKept(told);
      if (by || told.undone) showDone(t(isUndo ? 'undo.done' : 'undo.redone'), by, { isUndo });
      else if (!told.kept.length) notifications.show({ message: t('undo.nothing') });
    };
    if (told.job)
      watchJob(told.job, { title: t('undo.running'), onDone: (job) => finish(changeSetOfJob(job) ?? null) });
    else finish(told.change_set);
  } catch (error) {
    // What will be refused again is no longer offered; a server that is away is asked once more.
    if (error instanceof Problem && error.status >= 400 && error.status < 500) after(null);
    notifications.show({ color: 'red', title: t('undo.failed'), message: describeProblem(error) });
  }
}

/** Takes back what one act wrote in several change sets, the last one first; each stands by itself should one be refused. */
async function reverseAll(changeSets: readonly string[], isRedo: boolean): Promise<void> {
  const move = isRedo ? moveToDone : moveToTaken;
  const written: string[] = [];
  const kept: Undone['kept'] = [];
  const toast = notifications.show({ loading: true, autoClose: false, message: t('undo.running') });
  try {
    for (const changeSet of [...changeSets].reverse()) {
      const told = await undoChangeSet(changeSet);
      const by = told.job ? changeSetOfJob(await jobEnd(told.job)) : told.change_set;
      move(changeSet, by ?? null);
      if (by) written.push(by);
      kept.push(...told.kept);
    }
  } catch (error) {
    notifications.show({ color: 'red', title: t('undo.failed'), message: describeProblem(error) });
  } finally {
    notifications.hide(toast);
    forgetAll();
  }
  tellKept({ kept });
  if (written.length) showDone(t(isRedo ? 'undo.redone' : 'undo.done'), written, { isUndo: !isRedo });
}

/** Takes an act back by writing its inverse. */
export const undo = (changeSet: string) => reverse(changeSet, (by) => moveToTaken(changeSet, by), true);

/** Takes a taking back back. */
export const redo = (changeSet: string) => reverse(changeSet, (by) => moveToDone(changeSet, by), false);

let busy = false;

/** Ctrl/⌘ Z and Ctrl/⌘ Shift Z: one's own last act in this tab. One at a time, for each begins where the one before ended. */
export async function stepBack(again: boolean): Promise<void> {
  if (busy) return;
  const changeSet = again ? lastTaken() : lastAct();
  if (!changeSet) {
    notifications.hide('undo-none');
    notifications.show({ id: 'undo-none', autoClose: SHORT, message: t(again ? 'undo.none_again' : 'undo.none') });
    return;
  }
  busy = true;
  try {
    await (again ? redo(changeSet) : undo(changeSet));
  } finally {
    busy = false;
  }
}
