// Hands over what a person looks after, in one act: how much there is of each part, to whom it goes, what stays as history, and whether
// they may still sign in.
import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  Progress,
  Skeleton,
  Stack,
  Switch,
  Text,
} from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { changeUser } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { cancelJob, jobEnd } from '../../../api/jobs.ts';
import { forgetObject } from '../../../api/query.ts';
import type { Job, UserRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { useDictionary } from '../../../dictionary/context.tsx';
import { formatNumber } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { USERS } from '../role/roles.ts';
import { countHeld, type HeldPart, nameOf, outcomeOf, startHandOver } from './hand_over.ts';
import classes from './user.module.css';

export function HandOver({
  user,
  users,
  switchOff,
  onClose,
}: {
  user: UserRow;
  users: readonly UserRow[];
  /** Whether this was opened to switch the person off. */
  switchOff: boolean;
  onClose: () => void;
}) {
  const { byKey } = useDictionary();
  const client = useQueryClient();
  const [finished, setFinished] = useState(false);
  const held = useQuery({
    queryKey: ['admin', 'held', user.id, finished],
    queryFn: ({ signal }) => countHeld(user.id, finished, signal),
    staleTime: 0,
    // A dialog opened anew waits for its counts: those of before tell of records that have been given away since.
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState<string[]>([]);
  const [off, setOff] = useState(switchOff);
  const [busy, setBusy] = useState(false);
  const [job, setJob] = useState<Job | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const stopped = useRef(false);
  const list = held.data?.data ?? [];
  const open = list.filter((part) => part.count > 0);
  const given = to.length ? open.filter((part) => !left.has(part.part)) : [];
  const count = given.reduce((sum, part) => sum + part.count, 0);

  const handOver = async () => {
    const wanted = { to, parts: given.map(({ part }) => part), finished, switch_off: off };
    const begun = await startHandOver(user.id, wanted);
    setJob(begun);
    const ended = await jobEnd(begun.id, setJob).finally(() => {
      for (const { object } of given) if (object) forgetObject(object);
    });
    const { changeSet, refused, reason } = outcomeOf(ended);
    const receivers = users.filter((one) => to.includes(one.id)).map((one) => one.name);
    showDone(t('users.handed_over', { name: user.name, to: receivers.join(', ') }), changeSet);
    if (refused > 0) throw new Error(t('users.refused', { count: refused, reason }));
  };
  const submit = async () => {
    setFailure(null);
    setBusy(true);
    stopped.current = false;
    try {
      if (given.length) await handOver();
      else if (off !== (user.active === false)) await changeUser(user.id, { active: !off });
      onClose();
    } catch (error) {
      if (!stopped.current) setFailure(describeProblem(error));
      void held.refetch();
    } finally {
      setBusy(false);
      setJob(null);
      void client.invalidateQueries({ queryKey: USERS });
    }
  };
  const stop = () => {
    stopped.current = true;
    if (job) void cancelJob(job.id).catch((error) => setFailure(describeProblem(error)));
  };
  const turn = (part: HeldPart) =>
    setLeft((old) => {
      const next = new Set(old);
      if (!next.delete(part.part)) next.add(part.part);
      return next;
    });
  const done = job?.progress?.done ?? 0;
  const total = job?.progress?.total ?? count;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(switchOff ? 'users.switch_off_title' : 'users.hand_over_title', { name: user.name })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      closeOnClickOutside={!busy}
    >
      <Stack gap="sm">
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {held.isPending && <Skeleton h={120} />}
        {held.isError && <ProblemView compact error={held.error} onRetry={() => held.refetch()} />}
        {held.data && list.length === 0 && <Text size="sm">{t('users.owns_nothing', { name: user.name })}</Text>}
        {list.length > 0 && (
          <>
            <Text size="sm">{t('users.owns', { name: user.name })}</Text>
            <div className={classes.owned}>
              {list.map((part) => (
                <div key={part.part} className={classes.ownedLine}>
                  <Checkbox
                    label={nameOf(part, byKey)}
                    checked={part.count > 0 && !left.has(part.part)}
                    disabled={busy || part.count === 0}
                    onChange={() => turn(part)}
                  />
                  <Text size="sm" className="tabular" ta="right">
                    {part.history > 0 && (
                      <Text span size="xs" c="dimmed" mr="xs">
                        {t('users.history', { count: part.history, shown: formatNumber(part.history) })}
                      </Text>
                    )}
                    {formatNumber(part.count)}
                  </Text>
                </div>
              ))}
            </div>
            {(finished || list.some((part) => part.history > 0)) && (
              <Checkbox
                label={t('users.hand_over_finished')}
                description={t('users.hand_over_finished_help', { name: user.name })}
                checked={finished}
                disabled={busy}
                onChange={(event) => setFinished(event.currentTarget.checked)}
              />
            )}
          </>
        )}
        {open.length > 0 && (
          <MultiSelect
            label={t('users.hand_over_to')}
            description={t('users.hand_over_to_help')}
            placeholder={to.length ? undefined : t('users.nobody')}
            data={users
              .filter((one) => one.id !== user.id && one.active !== false)
              .map((one) => ({ value: one.id, label: one.name }))}
            value={to}
            onChange={setTo}
            searchable
            clearable
            disabled={busy}
          />
        )}
        <Switch
          label={t('users.switch_off')}
          description={t('users.switch_off_help')}
          checked={off}
          disabled={busy}
          onChange={(event) => setOff(event.currentTarget.checked)}
        />
        {off && (held.data?.keys ?? 0) > 0 && (
          <Text size="sm" c="dimmed">
            {t('users.keys_end', { name: user.name, count: held.data?.keys ?? 0 })}
          </Text>
        )}
        {job && <Progress value={total > 0 ? (done / total) * 100 : 100} animated aria-label={t('jobs.progress')} />}
        <Group justify="flex-end">
          {job ? (
            <Button variant="subtle" color="gray" onClick={stop}>
              {t('users.stop')}
            </Button>
          ) : (
            <Button variant="subtle" color="gray" onClick={onClose} disabled={busy}>
              {t('action.cancel')}
            </Button>
          )}
          <Button
            onClick={() => void submit()}
            loading={busy}
            disabled={held.isPending || (given.length === 0 && off === (user.active === false))}
          >
            {given.length ? t('users.hand_over_do', { count }) : t('users.switch_off_do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
