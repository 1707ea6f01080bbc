// The groups of one object that are probably the same: by level, each with its reasons, to be looked at one after another.
import { Button, Group, Loader, SegmentedControl } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, GitMerge, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  type DuplicateGroup,
  dismiss,
  LEVELS,
  type Level,
  listDuplicateStates,
  listGroups,
} from '../../api/duplicates.ts';
import { keys } from '../../api/query.ts';
import type { ObjectType } from '../../api/types.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { showDismissed } from './dismissed.tsx';
import classes from './duplicates.module.css';
import { GroupCard } from './GroupCard.tsx';
import { MergeMany } from './MergeMany.tsx';
import { useSearch } from './use_search.ts';

interface Props {
  object: ObjectType;
  level: Level;
  onLevel: (level: Level) => void;
}

export function Groups({ object, level, onLevel }: Props) {
  const client = useQueryClient();
  const [many, setMany] = useState(false);
  useDocumentTitle(`${t('duplicates.of', { objects: object.label_plural.toLowerCase() })} · Kith`);
  const states = useQuery({ queryKey: keys.duplicates, queryFn: ({ signal }) => listDuplicateStates(signal) });
  const state = states.data?.data.find((one) => one.object === object.key);
  const { search, busy } = useSearch(object, state?.job ?? null);
  const groups = useInfiniteQuery({
    queryKey: [...keys.duplicates, object.key, level],
    queryFn: ({ pageParam, signal }) => listGroups(object.plural, level, pageParam, 20, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const found = groups.data?.pages.flatMap((page) => page.data) ?? [];
  const apart = async (group: DuplicateGroup) => {
    const ids = group.records.map((record) => record.id);
    try {
      await dismiss(object.plural, ids);
      showDismissed(object, ids);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: keys.duplicates });
  };
  return (
    <>
      <PageHeader
        icon={<Copy size={18} strokeWidth={1.75} />}
        title={t('duplicates.of', { objects: object.label_plural.toLowerCase() })}
        actions={
          <>
            <Button
              variant="default"
              size="compact-md"
              visibleFrom="sm"
              leftSection={<ScanSearch size={15} />}
              loading={busy}
              onClick={search}
            >
              {t('duplicates.search_again')}
            </Button>
            {found.length > 1 && level !== 'possible' && (
              <Button size="compact-md" leftSection={<GitMerge size={15} />} onClick={() => setMany(true)}>
                {t('duplicates.merge_many')}
              </Button>
            )}
          </>
        }
      />
      <PageBody>
        <Group mb="md">
          <SegmentedControl
            aria-label={t('duplicates.levels')}
            data={LEVELS.map((one) => ({
              value: one,
              label:
                typeof state?.[one] === 'number'
                  ? `${t(`duplicates.level.${one}`)} · ${formatNumber(state[one])}`
                  : t(`duplicates.level.${one}`),
            }))}
            value={level}
            onChange={(next) => onLevel(next as Level)}
          />
        </Group>
        {groups.isError && <ProblemView error={groups.error} onRetry={() => groups.refetch()} />}
        {groups.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {groups.isSuccess && found.length === 0 && (
          <Blank
            icon={<Copy size={22} strokeWidth={1.6} />}
            title={t(state?.searched_at ? 'duplicates.none' : 'duplicates.not_yet')}
            text={t(state?.searched_at ? 'duplicates.none_text' : 'duplicates.not_yet_text')}
            action={
              <Button variant="default" mt="xs" loading={busy} onClick={search}>
                {t('duplicates.search')}
              </Button>
            }
          />
        )}
        <div className={classes.groups}>
          {found.map((group) => (
            <GroupCard key={group.id} object={object} group={group} onApart={() => void apart(group)} />
          ))}
        </div>
        {groups.hasNextPage && (
          <Button variant="default" mt="md" loading={groups.isFetchingNextPage} onClick={() => groups.fetchNextPage()}>
            {t('action.more')}
          </Button>
        )}
      </PageBody>
      {many && (
        <MergeMany
          object={object}
          level={level}
          groups={found}
          count={state?.[level] ?? undefined}
          onClose={() => setMany(false)}
        />
      )}
    </>
  );
}
