// A list of one object: head, filter bar, and the records as a table or in another view. Its state comes and goes as the URL's search.
import { Box, Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { defaultColumns, findField } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { usePeeked } from '../field/link/peek.ts';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';
import { BulkBar } from './bulk/BulkBar.tsx';
import { useSelection } from './bulk/use_selection.ts';
import { FilterBar } from './FilterBar.tsx';
import { readSort, writeSort } from './filter.ts';
import { GroupedTable } from './GroupedTable.tsx';
import { canGroup, narrowed, readGrouping } from './group.ts';
import classes from './list.module.css';
import { type Density, RecordTable, type TableProps } from './RecordTable.tsx';
import { type HeadProps, ListHead, Tools } from './view/ListHead.tsx';
import { LAZY } from './view/lazy.ts';
import { useSavedViews } from './view/saved/SavedBar.tsx';
import { kindOf, type ListState } from './view/state.ts';
import { useShown } from './view/use_shown.ts';
import viewClasses from './view/view.module.css';
import { WaitingNote } from './view/WaitingNote.tsx';

interface Props {
  object: ObjectType;
  state: ListState;
  onState: (next: ListState) => void;
}

export function RecordList({ object, state, onState }: Props) {
  const dictionary = useDictionary();
  const columns = useMemo(() => {
    const wanted = state.columns ? state.columns.split(',') : defaultColumns(object);
    const paths = wanted.includes(object.title_field)
      ? [object.title_field, ...wanted.filter((path) => path !== object.title_field)]
      : wanted;
    return paths.flatMap((path) => findField(dictionary, object, path) ?? []);
  }, [dictionary, object, state.columns]);
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'kith-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  });
  const params = useMemo(
    () => ({
      filter: state.filter ?? null,
      q: state.q ?? null,
      sort: state.sort ?? object.default_sort,
      fields: columns.map((field) => field.key),
    }),
    [state.filter, state.q, state.sort, object.default_sort, columns],
  );
  const change = (part: Partial<ListState>) => onState({ ...state, ...part });
  const kind = kindOf(state);
  const grouping = readGrouping(state.group);
  const groupPath = grouping?.path;
  const groupField = useMemo(() => {
    const found = groupPath ? findField(dictionary, object, groupPath) : undefined;
    return found && canGroup(found) ? found : undefined;
  }, [dictionary, object, groupPath]);

  const saved = useSavedViews({ object, state, onState });
  const shown = useShown(object, state, params);
  const selection = useSelection(object, shown);
  const empty = (
    <Nothing
      object={object}
      isNarrowed={Boolean(state.filter || state.q)}
      onWiden={() => change({ filter: undefined, q: undefined })}
    />
  );
  const table: TableProps = {
    object,
    columns,
    params,
    sort: readSort(state.sort ?? object.default_sort),
    onSort: (steps) => change({ sort: writeSort(steps) }),
    onColumns: (paths) => change({ columns: paths.join(',') }),
    onNarrow: (condition) => change({ filter: narrowed(state.filter, condition) }),
    onGroup: (group) => change({ group }),
    density,
    empty,
    selection,
  };
  const head: HeadProps = {
    object,
    state,
    params: shown,
    columns,
    group: groupField,
    bucket: grouping?.bucket,
    density,
    onDensity: setDensity,
    onState: change,
    onSwitch: onState,
  };
  const peeked = usePeeked();
  const View = kind === 'table' ? null : LAZY[kind];

  return (
    <div className={classes.list}>
      <ListHead {...head} />
      {saved.tabs}
      <FilterBar
        object={object}
        filter={state.filter}
        q={state.q}
        onFilter={(filter) => change({ filter })}
        onQuick={(q) => change({ q })}
        end={saved.changes}
      />
      {/* On a phone the head has no room for them. */}
      <Box hiddenFrom="sm" className={viewClasses.phoneTools}>
        <Tools {...head} />
      </Box>
      <WaitingNote object={object} params={params} isHeld={kind === 'table'} />
      {View ? (
        <div className={viewClasses.body} data-beside={peeked ? true : undefined}>
          <Suspense fallback={null}>
            <View object={object} state={state} onState={change} params={params} empty={empty} selection={selection} />
          </Suspense>
        </div>
      ) : groupField ? (
        <GroupedTable key={`${object.key}:${state.group}`} {...table} field={groupField} bucket={grouping?.bucket} />
      ) : (
        <RecordTable key={object.key} {...table} />
      )}
      <BulkBar object={object} params={shown} selection={selection} />
    </div>
  );
}

/** What stands there when there are no records: why, and what to do. */
function Nothing({ object, isNarrowed, onWiden }: { object: ObjectType; isNarrowed: boolean; onWiden: () => void }) {
  const objects = object.label_plural.toLowerCase();
  if (isNarrowed)
    return (
      <Blank
        icon={<ObjectIcon object={object} size={24} />}
        title={t('list.none_match', { objects })}
        text={t('list.none_match_text')}
        action={
          <Button variant="default" mt="xs" onClick={onWiden}>
            {t('filter.clear')}
          </Button>
        }
      />
    );
  return (
    <Blank
      icon={<ObjectIcon object={object} size={24} />}
      title={t('list.none_yet', { objects })}
      text={t('list.none_yet_text')}
      action={
        object.can.create && (
          <Button
            variant="default"
            mt="xs"
            leftSection={<FileUp size={15} />}
            renderRoot={(props) => <Link to="/import" {...props} />}
          >
            {t('list.import')}
          </Button>
        )
      }
    />
  );
}
