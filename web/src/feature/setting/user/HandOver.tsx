// Hands over what a person owns: how much there is of each object, to whom it goes, and whether they may still sign in.
import { Alert, Button, Checkbox, Group, Modal, Progress, Select, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeUser } from '../../../api/admin.ts';
import { startBulk } from '../../../api/bulk_changes.ts';
import { changeSetOfJob } from '../../../api/change_sets.ts';
import { describeProblem } from '../../../api/describe.ts';
import { jobEnd } from '../../../api/jobs.ts';
import { forgetObject } from '../../../api/query.ts';
import type { UserRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { useDictionary } from '../../../dictionary/context.tsx';
import { formatNumber } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { USERS } from '../role/roles.ts';
import { countOwned, type Owned, ownedBy } from './owned.ts';
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
  const dictionary = useDictionary();
  const client = useQueryClient();
  const owned = useQuery({
    queryKey: ['admin', 'owned', user.id],
    queryFn: ({ signal }) => countOwned(dictionary.objects, user.id, signal),
    staleTime: 0,
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState<string | null>(null);
  const [off, setOff] = useState(switchOff);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const list = owned.data ?? [];
  const given = to ? list.filter((one) => !left.has(one.object.key)) : [];

  const handOver = async ({ object }: Owned) => {
    const job = await startBulk(object.plural, { filter: ownedBy(user.id), q: null }, { change: { owner: to } });
    const ended = await jobEnd(job.id);
    forgetObject(object.key);
    return changeSetOfJob(ended);
  };
  const submit = async () => {
    setFailure(null);
    setDone(0);
    const written: string[] = [];
    // Also what was given before something went wrong can be taken back.
    const tell = () => {
      const receiver = users.find((one) => one.id === to)?.name ?? '';
      if (written.length) showDone(t('users.handed_over', { name: user.name, to: receiver }), written);
    };
    try {
      for (const [place, one] of given.entries()) {
        const changeSet = await handOver(one);
        if (changeSet) written.push(changeSet);
        setDone(place + 1);
      }
      if (off !== (user.active === false)) await changeUser(user.id, { active: !off });
      void client.invalidateQueries({ queryKey: USERS });
      tell();
      onClose();
    } catch (error) {
      tell();
      setFailure(describeProblem(error));
      setDone(null);
      void owned.refetch();
    }
  };
  const busy = done !== null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(switchOff ? 'users.switch_off_title' : 'users.hand_over_title', { name: user.name })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {owned.isPending && <Skeleton h={120} />}
        {owned.isError && <ProblemView compact error={owned.error} onRetry={() => owned.refetch()} />}
        {owned.data && list.length === 0 && <Text size="sm">{t('users.owns_nothing', { name: user.name })}</Text>}
        {list.length > 0 && (
          <>
            <Text size="sm">{t('users.owns', { name: user.name })}</Text>
            <div className={classes.owned}>
              {list.map(({ object, count }) => (
                <div key={object.key} className={classes.ownedLine}>
                  <Checkbox
                    label={object.label_plural}
                    checked={!left.has(object.key)}
                    disabled={busy}
                    onChange={() =>
                      setLeft((old) => {
                        const next = new Set(old);
                        if (!next.delete(object.key)) next.add(object.key);
                        return next;
                      })
                    }
                  />
                  <Text size="sm" className="tabular">
                    {formatNumber(count)}
                  </Text>
                </div>
              ))}
            </div>
            <Select
              label={t('users.hand_over_to')}
              placeholder={t('users.nobody')}
              data={users
                .filter((one) => one.id !== user.id && one.active !== false)
                .map((one) => ({ value: one.id, label: one.name }))}
              value={to}
              onChange={setTo}
              searchable
              clearable
              disabled={busy}
            />
          </>
        )}
        <Switch
          label={t('users.switch_off')}
          description={t('users.switch_off_help')}
          checked={off}
          disabled={busy}
          onChange={(event) => setOff(event.currentTarget.checked)}
        />
        {busy && given.length > 0 && (
          <Progress value={(done / given.length) * 100} animated aria-label={t('jobs.progress')} />
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose} disabled={busy}>
            {t('action.cancel')}
          </Button>
          <Button
            onClick={() => void submit()}
            loading={busy}
            disabled={owned.isPending || (given.length === 0 && off === (user.active === false))}
          >
            {given.length
              ? t('users.hand_over_do', { count: given.reduce((sum, one) => sum + one.count, 0) })
              : t('users.switch_off_do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
