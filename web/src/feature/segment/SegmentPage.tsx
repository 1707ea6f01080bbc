// A segment: what it says, who belongs to it and why, who came and went, what it shares with others, and what was frozen out of it.
import { ActionIcon, Alert, Button, Group, Loader, Menu, Tabs, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChartPie, Ellipsis, ListFilter, Pencil, ShieldCheck, Snowflake, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import { changeRecord, findRecord, removeRecord } from '../../api/records.ts';
import { checkSegment, freezeSegment, listSegments, type SegmentListed } from '../../api/segments.ts';
import { useSession } from '../../api/session_context.tsx';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatCount, formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { FilterWords } from '../../record/FilterWords.tsx';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Missing } from '../../shell/Missing.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { Audiences } from './Audiences.tsx';
import { Comings } from './Comings.tsx';
import { Members } from './Members.tsx';
import { Moves } from './Moves.tsx';
import { Overlaps } from './Overlaps.tsx';
import { SegmentForm } from './SegmentForm.tsx';
import classes from './segment.module.css';

export const PARTS = ['members', 'moves', 'overlaps', 'audiences'] as const;
export type Part = (typeof PARTS)[number];

const GATHERING_MS = 700;
/** Who belongs follows the writes a moment later, on a busy server after the news of the write itself. */
const FOLLOWING_MS = 5_000;

export function SegmentPage({ id, part, onPart }: { id: string; part: Part; onPart: (part: Part) => void }) {
  const found = useQuery({
    queryKey: [...keys.lists('segment'), 'overview'],
    queryFn: ({ signal }) => listSegments(signal),
    refetchInterval: (query) =>
      query.state.data?.data.some((one) => one.id === id && one.gathering) ? GATHERING_MS : FOLLOWING_MS,
  });
  const one = found.data?.data.find((segment) => segment.id === id);
  const object = useDictionary().byKey.get(one?.object ?? '');
  useDocumentTitle(`${one?.name ?? t('segment.title')} · Kith`);
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Loader size="xs" type="dots" m="lg" aria-hidden="true" />;
  if (!one || !object) return <Missing />;
  return <Page key={id} one={one} object={object} part={part} onPart={onPart} />;
}

function Page({
  one,
  object,
  part,
  onPart,
}: {
  one: SegmentListed;
  object: ObjectType;
  part: Part;
  onPart: (part: Part) => void;
}) {
  const [editing, setEditing] = useState(false);
  const client = useQueryClient();
  const tell = useTold();
  const dictionary = useDictionary();
  const forget = () => void client.invalidateQueries({ queryKey: keys.lists('segment') });
  const freeze = dictionary.byKey.get('audience')?.can.create
    ? () =>
        void tell(async () => {
          const made = await freezeSegment(one.id, '');
          onPart('audiences');
          return t('segment.frozen', { count: made.size });
        })
    : undefined;
  return (
    <>
      <PageHeader
        icon={<ChartPie size={18} strokeWidth={1.75} />}
        title={one.name}
        text={one.description}
        actions={<Actions one={one} object={object} onEdit={() => setEditing(true)} onFreeze={freeze} />}
      />
      <PageBody wide>
        {editing ? (
          <Edit one={one} onDone={() => setEditing(false)} onSaved={forget} />
        ) : (
          <>
            <div className={classes.rule}>
              <Group justify="space-between" align="flex-start" gap="lg">
                <div style={{ flex: '1 1 260px', minWidth: 0 }}>
                  <Text size="xs" c="dimmed">
                    {t('segment.rule', { objects: object.label_plural })}
                  </Text>
                  <div className={classes.words}>
                    <FilterWords object={object} filter={one.rule} />
                  </div>
                </div>
                <div>
                  <Text size="xs" c="dimmed">
                    {t('segment.members')}
                  </Text>
                  <div className={classes.figure}>{one.count === null ? '–' : formatCount(one.count)}</div>
                </div>
                <div>
                  <Text size="xs" c="dimmed">
                    {t('segment.moves')}
                  </Text>
                  <Comings entered={one.entered} left={one.left} />
                </div>
              </Group>
              {one.checked_at && (
                <Text size="xs" c="dimmed" mt={6}>
                  {one.differences
                    ? t('segment.checked_wrong', { when: formatRelative(one.checked_at), count: one.differences })
                    : t('segment.checked', { when: formatRelative(one.checked_at) })}
                </Text>
              )}
            </div>
            {one.count === null ? (
              <Alert mt="md" color="gray">
                {t('segment.hidden_text')}
              </Alert>
            ) : (
              <Tabs value={part} onChange={(next) => next && onPart(next as Part)} mt="md" keepMounted={false}>
                <Tabs.List className={classes.tabs} aria-label={one.name}>
                  {PARTS.map((key) => (
                    <Tabs.Tab key={key} value={key}>
                      {t(`segment.part.${key}`)}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                <Tabs.Panel value="members" pt="md">
                  <Members segment={one} object={object} />
                </Tabs.Panel>
                <Tabs.Panel value="moves" pt="md">
                  <Moves segment={one} />
                </Tabs.Panel>
                <Tabs.Panel value="overlaps" pt="md">
                  <Overlaps segment={one} object={object} />
                </Tabs.Panel>
                <Tabs.Panel value="audiences" pt="md">
                  <Audiences segment={one} object={object} onFreeze={freeze} />
                </Tabs.Panel>
              </Tabs>
            )}
          </>
        )}
      </PageBody>
    </>
  );
}

function Edit({ one, onDone, onSaved }: { one: SegmentListed; onDone: () => void; onSaved: () => void }) {
  return (
    <SegmentForm
      isNew={false}
      members={one.count}
      start={{ name: one.name, description: one.description ?? '', object: one.object, rule: one.rule }}
      onCancel={onDone}
      onSave={async (draft) => {
        await changeRecord('segments', one.id, null, {
          name: draft.name,
          description: draft.description || null,
          rule: JSON.stringify(draft.rule),
        });
        onSaved();
        onDone();
      }}
    />
  );
}

/** Does something and says what came of it; who belongs to what may be another now. */
function useTold() {
  const client = useQueryClient();
  return async (work: () => Promise<string | undefined>) => {
    try {
      const message = await work();
      if (message) notifications.show({ message });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: keys.lists('segment') });
    void client.invalidateQueries({ queryKey: keys.lists('audience') });
  };
}

function Actions({
  one,
  object,
  onEdit,
  onFreeze,
}: {
  one: SegmentListed;
  object: ObjectType;
  onEdit: () => void;
  onFreeze: (() => void) | undefined;
}) {
  const tell = useTold();
  const navigate = useNavigate();
  const { administrator } = useSession().role;
  const record = useQuery({
    queryKey: keys.record('segment', one.id),
    queryFn: ({ signal }) => findRecord('segments', one.id, signal),
  });
  const may = (what: 'change' | 'remove') => record.data?.can?.includes(what);
  return (
    <>
      <Button
        component={Link}
        to="/$plural"
        params={{ plural: object.plural } as never}
        search={{ filter: { member_of: one.id } } as never}
        variant="default"
        leftSection={<ListFilter size={15} />}
        visibleFrom="sm"
      >
        {t('segment.open_list')}
      </Button>
      {may('change') && (
        <Button leftSection={<Pencil size={15} />} onClick={onEdit}>
          {t('segment.edit')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('segment.more')}>
            <Ellipsis size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            hiddenFrom="sm"
            leftSection={<ListFilter size={15} />}
            onClick={() =>
              void navigate({
                to: '/$plural',
                params: { plural: object.plural },
                search: { filter: { member_of: one.id } } as never,
              })
            }
          >
            {t('segment.open_list')}
          </Menu.Item>
          {onFreeze && (
            <Menu.Item leftSection={<Snowflake size={15} />} onClick={onFreeze}>
              {t('segment.freeze')}
            </Menu.Item>
          )}
          {administrator && (
            <Menu.Item
              leftSection={<ShieldCheck size={15} />}
              onClick={() =>
                void tell(async () => {
                  await checkSegment(one.id);
                  return t('segment.checking');
                })
              }
            >
              {t('segment.check')}
            </Menu.Item>
          )}
          {may('remove') && (
            <Menu.Item
              color="red"
              leftSection={<Trash2 size={15} />}
              onClick={() =>
                void tell(async () => {
                  await removeRecord('segments', one.id);
                  void navigate({ to: '/segments' });
                  return t('segment.removed');
                })
              }
            >
              {t('segment.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
