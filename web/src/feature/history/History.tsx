// What was done, act by act: by me or by all, to one object or one record; each can be looked into and taken back.
import { Button, Loader, SegmentedControl, Select, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { History as HistoryIcon, X } from 'lucide-react';
import { useState } from 'react';
import { type ChangeSet, listChangeSets } from '../../api/change_sets.ts';
import { keys } from '../../api/query.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { LinkTitle } from '../../field/link/LinkTitle.tsx';
import { compareText, formatDay } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { ChangeSetRow } from './ChangeSetRow.tsx';
import classes from './history.module.css';
import { UndoDialog } from './UndoDialog.tsx';

export interface HistoryState {
  who?: 'all';
  object?: string;
  record?: string;
}

export function History({ state, onState }: { state: HistoryState; onState: (next: HistoryState) => void }) {
  const dictionary = useDictionary();
  const [undoing, setUndoing] = useState<ChangeSet | null>(null);
  useDocumentTitle(`${t('history.title')} · Kith`);
  // Of one record everything is wanted, whoever did it.
  const user = state.who === 'all' || state.record ? null : 'me';
  const history = useInfiniteQuery({
    queryKey: [...keys.changeSets, user, state.object ?? null, state.record ?? null],
    queryFn: ({ pageParam, signal }) =>
      listChangeSets({ user, object: state.object, record: state.record }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const acts = history.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <PageHeader
        icon={<HistoryIcon size={18} strokeWidth={1.75} />}
        title={t('history.title')}
        text={t('history.text')}
      />
      <PageBody>
        <div className={classes.filters}>
          {state.record && state.object ? (
            <Button
              variant="default"
              size="compact-md"
              rightSection={<X size={14} />}
              onClick={() => onState({})}
              title={t('history.all_records')}
            >
              <LinkTitle to={state.object} id={state.record} />
            </Button>
          ) : (
            <>
              <SegmentedControl
                size="xs"
                aria-label={t('history.whose')}
                data={[
                  { value: 'me', label: t('history.mine') },
                  { value: 'all', label: t('history.everybody') },
                ]}
                value={state.who ?? 'me'}
                onChange={(who) => onState({ ...state, who: who === 'all' ? 'all' : undefined })}
              />
              <Select
                size="xs"
                aria-label={t('history.object')}
                placeholder={t('trash.all')}
                data={dictionary.objects
                  .filter((one) => one.can.read !== 'none')
                  .map((one) => ({ value: one.key, label: one.label_plural }))
                  .sort((a, b) => compareText(a.label, b.label))}
                value={state.object ?? null}
                onChange={(object) => onState({ ...state, object: object ?? undefined })}
                clearable
                searchable
                w={180}
              />
            </>
          )}
        </div>
        {history.isError && <ProblemView error={history.error} onRetry={() => history.refetch()} />}
        {history.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {history.isSuccess && acts.length === 0 && (
          <Blank
            icon={<HistoryIcon size={22} strokeWidth={1.6} />}
            title={t('history.empty')}
            text={t('history.empty_text')}
          />
        )}
        {byDay(acts).map(([day, ofDay]) => (
          <section key={day} className={classes.day} aria-label={day}>
            <Text component="h2" size="xs" fw={600} c="dimmed" className={classes.dayTitle}>
              {day}
            </Text>
            <div className={classes.acts}>
              {ofDay.map((act) => (
                <ChangeSetRow key={act.id} act={act} onUndo={() => setUndoing(act)} />
              ))}
            </div>
          </section>
        ))}
        {history.hasNextPage && (
          <Button
            variant="default"
            mt="md"
            loading={history.isFetchingNextPage}
            onClick={() => history.fetchNextPage()}
          >
            {t('action.more')}
          </Button>
        )}
        {undoing && <UndoDialog act={undoing} onClose={() => setUndoing(null)} />}
      </PageBody>
    </>
  );
}

function byDay(acts: ChangeSet[]): [string, ChangeSet[]][] {
  const days = new Map<string, ChangeSet[]>();
  for (const act of acts) {
    const day = formatDay(act.at);
    days.set(day, [...(days.get(day) ?? []), act]);
  }
  return [...days];
}
