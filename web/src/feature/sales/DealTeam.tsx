// Who works on a deal, and how much of it counts as whose: the shares are edited together, for together they make a whole.
import {
  ActionIcon,
  Alert,
  Button,
  Avatar as Circle,
  Group,
  Modal,
  NumberInput,
  Stack,
  Text,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Users, X } from 'lucide-react';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { findTeam, putTeam, type TeamPlace } from '../../api/sales.ts';
import type { RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import { formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import classes from './sales.module.css';

export function DealTeam({ record, canChange }: { record: RecordRow; canChange: boolean }) {
  const [editing, setEditing] = useState(false);
  const team = useQuery({
    queryKey: [...keys.lists('deal_share'), 'of', record.id],
    queryFn: ({ signal }) => findTeam(record.id, signal),
  });
  const places = team.data?.data ?? [];
  if (!places.length && !canChange) return null;
  return (
    <>
      <UnstyledButton className={classes.around_part} disabled={!canChange} onClick={() => setEditing(true)}>
        {places.length > 0 && <span className="visually-hidden">{t('sales.team')}: </span>}
        {places.length ? (
          <Circle.Group spacing={6} aria-hidden="true">
            {places.slice(0, 5).map((place) => (
              <Tooltip
                key={place.user.id}
                label={[place.user.title, formatPercent(place.share), place.role].filter(Boolean).join(' · ')}
              >
                <span>
                  <Avatar name={place.user.title} size={22} />
                </span>
              </Tooltip>
            ))}
          </Circle.Group>
        ) : (
          <Users size={14} aria-hidden="true" />
        )}
        <span>{places.length ? t('sales.team_count', { count: places.length }) : t('sales.team')}</span>
      </UnstyledButton>
      {editing && <TeamDialog record={record} places={places} onClose={() => setEditing(false)} />}
    </>
  );
}

interface Place {
  user: TeamPlace['user'];
  share: string;
  role: string | null;
}

function TeamDialog({
  record,
  places,
  onClose,
}: {
  record: RecordRow;
  places: readonly TeamPlace[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const owner = record.owner ? { ...record.owner, object: 'user' } : null;
  const [rows, setRows] = useState<Place[]>(() =>
    places.length ? [...places] : owner ? [{ user: owner, share: '100', role: null }] : [],
  );
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sum = rows.reduce((total, { share }) => total + Number(share || 0), 0);
  const whole = rows.length === 0 || Math.abs(sum - 100) < 0.000_001;
  const change = (place: number, next: Partial<Place>) =>
    setRows((old) => old.map((row, index) => (index === place ? { ...row, ...next } : row)));
  const add = (user: TeamPlace['user']) =>
    setRows((old) =>
      old.some((row) => row.user.id === user.id)
        ? old
        : [...old, { user, share: String(Math.max(0, 100 - Math.round(sum))), role: null }],
    );
  const evenly = () =>
    setRows((old) => {
      const each = Math.floor(10_000 / old.length) / 100;
      const rest = Math.round((100 - each * (old.length - 1)) * 100) / 100;
      return old.map((row, index) => ({ ...row, share: String(index === 0 ? rest : each) }));
    });
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const told = await putTeam(
        record.id,
        rows.map(({ user, share, role }) => ({ user: user.id, share: share || '0', role })),
      );
      forgetObject('deal_share');
      void client.invalidateQueries({ queryKey: keys.lists('deal_share') });
      showDone(t('sales.team_saved'), changeSetOf(told), { quiet: true });
      onClose();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.team')}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('sales.team_text')}
        </Text>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {rows.map((row, index) => (
          <Group key={row.user.id} wrap="nowrap" gap="sm">
            <Avatar name={row.user.title} size={26} />
            <Text size="sm" style={{ flex: 1 }} truncate>
              {row.user.title}
            </Text>
            <NumberInput
              aria-label={t('sales.share_of', { name: row.user.title })}
              value={row.share}
              onChange={(share) => change(index, { share: String(share) })}
              min={0}
              max={100}
              decimalScale={2}
              suffix=" %"
              w={104}
            />
            <ActionIcon
              aria-label={t('sales.take_out', { name: row.user.title })}
              onClick={() => setRows((old) => old.filter((one) => one !== row))}
            >
              <X size={15} />
            </ActionIcon>
          </Group>
        ))}
        <LinkPicker
          to="user"
          value={null}
          onChange={(user) => user && add({ id: user.id, object: 'user', title: user.title ?? '' })}
          aria-label={t('sales.add_colleague')}
        />
        <Group justify="space-between">
          <Group gap="xs">
            <Text size="sm" c={whole ? 'dimmed' : 'red'} role="status" className="tabular">
              {t('sales.together', { share: formatPercent(sum) })}
            </Text>
            {rows.length > 1 && (
              <Button size="compact-xs" variant="subtle" leftSection={<Plus size={12} />} onClick={evenly}>
                {t('sales.evenly')}
              </Button>
            )}
          </Group>
          <Group gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button onClick={() => void save()} loading={busy} disabled={!whole}>
              {t('action.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
