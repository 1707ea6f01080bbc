// Where doubles are looked for: for each object what the last search found, and a way to search again.
import { Badge, Button, Group, Loader, Switch, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Copy, ScanSearch } from 'lucide-react';
import { describeProblem } from '../../api/describe.ts';
import { type DuplicateState, LEVELS, listDuplicateStates, setAutomatic } from '../../api/duplicates.ts';
import { keys } from '../../api/query.ts';
import { useSession } from '../../api/session_context.tsx';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { formatNumber, formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import classes from './duplicates.module.css';
import { useSearch } from './use_search.ts';
import { LEVEL_COLOR } from './words.ts';

export function Overview() {
  const dictionary = useDictionary();
  useDocumentTitle(`${t('duplicates.title')} · Kith`);
  const states = useQuery({ queryKey: keys.duplicates, queryFn: ({ signal }) => listDuplicateStates(signal) });
  const known = (states.data?.data ?? []).flatMap((state) => {
    const object = dictionary.byKey.get(state.object);
    return object ? [{ state, object }] : [];
  });
  return (
    <>
      <PageHeader
        icon={<Copy size={18} strokeWidth={1.75} />}
        title={t('duplicates.title')}
        text={t('duplicates.text')}
      />
      <PageBody>
        {states.isError && <ProblemView error={states.error} onRetry={() => states.refetch()} />}
        {states.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {states.isSuccess && known.length === 0 && (
          <Blank icon={<Copy size={22} strokeWidth={1.6} />} title={t('duplicates.no_objects')} />
        )}
        <div className={classes.groups}>
          {known.map(({ state, object }) => (
            <OneObject key={object.key} state={state} object={object} />
          ))}
        </div>
      </PageBody>
    </>
  );
}

function OneObject({ state, object }: { state: DuplicateState; object: ObjectType }) {
  const client = useQueryClient();
  const { administrator } = useSession().role;
  const { search, busy } = useSearch(object, state.job);
  // Not everybody is told how many there are; all may look through those they see.
  const first = LEVELS.find((level) => state[level] !== 0);
  const toggle = async (automatic: boolean) => {
    try {
      await setAutomatic(object.plural, automatic);
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: keys.duplicates });
  };
  return (
    <section className={classes.card} aria-label={object.label_plural}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <ObjectIcon object={object} size={18} />
          <Text component="h2" fw={620}>
            {object.label_plural}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" title={state.searched_at ? formatTimestamp(state.searched_at) : undefined}>
          {state.searched_at
            ? t('duplicates.searched', { when: formatRelative(state.searched_at) })
            : t('duplicates.never')}
        </Text>
      </Group>
      {state.searched_at && (
        <div className={classes.levels}>
          {LEVELS.map((level) => (
            <Link
              key={level}
              to="/duplicates/$plural"
              params={{ plural: object.plural }}
              search={{ level }}
              className={classes.level}
            >
              <b>{state[level] === null ? '…' : formatNumber(state[level])}</b>
              <Badge color={LEVEL_COLOR[level]}>{t(`duplicates.level.${level}`)}</Badge>
            </Link>
          ))}
        </div>
      )}
      <Group justify="space-between" mt="md">
        {administrator ? (
          <Switch
            size="sm"
            label={t('duplicates.automatic')}
            description={t('duplicates.automatic_text')}
            checked={state.automatic}
            onChange={(event) => void toggle(event.currentTarget.checked)}
          />
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-md"
            leftSection={<ScanSearch size={15} />}
            loading={busy}
            onClick={search}
          >
            {state.searched_at ? t('duplicates.search_again') : t('duplicates.search')}
          </Button>
          {state.searched_at && first && (
            <Button
              size="compact-md"
              renderRoot={(props) => (
                <Link
                  to="/duplicates/$plural"
                  params={{ plural: object.plural }}
                  search={{ level: first }}
                  {...props}
                />
              )}
            >
              {t('duplicates.review')}
            </Button>
          )}
        </Group>
      </Group>
    </section>
  );
}
