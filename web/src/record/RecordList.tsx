// A list of one object: head with count and actions, filter bar, table. Its whole state comes in and goes out as the URL's search.
import { ActionIcon, Box, Button, Menu, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Download, FileUp, Plus, Rows3, Rows4, X } from 'lucide-react';
import { useMemo } from 'react';
import { urlOf } from '../api/client.ts';
import type { Filter, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { defaultColumns, findField } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { BulkBar } from './bulk/BulkBar.tsx';
import { useSelection } from './bulk/use_selection.ts';
import { ColumnChooser } from './ColumnChooser.tsx';
import { CountBadge } from './CountBadge.tsx';
import { FilterBar } from './FilterBar.tsx';
import { readSort, writeSort } from './filter.ts';
import { GroupChooser } from './GroupChooser.tsx';
import { GroupedTable } from './GroupedTable.tsx';
import { canGroup, narrowed, readGrouping } from './group.ts';
import classes from './list.module.css';
import { type Density, RecordTable, type TableProps } from './RecordTable.tsx';

export interface ListState {
  filter?: Filter;
  sort?: string;
  columns?: string;
  q?: string;
  group?: string;
}

export function RecordList({
  object,
  state,
  onState,
}: {
  object: ObjectType;
  state: ListState;
  onState: (next: ListState) => void;
}) {
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
  const sort = readSort(state.sort ?? object.default_sort);
  const params = useMemo(
    () => ({
      filter: state.filter ?? null,
      q: state.q ?? null,
      sort: state.sort ?? object.default_sort,
      fields: columns.map((field) => field.key),
    }),
    [state.filter, state.q, state.sort, object.default_sort, columns],
  );
  const change = (part: ListState) => onState({ ...state, ...part });
  const grouping = readGrouping(state.group);
  const groupPath = grouping?.path;
  const groupField = useMemo(() => {
    const found = groupPath ? findField(dictionary, object, groupPath) : undefined;
    return found && canGroup(found) ? found : undefined;
  }, [dictionary, object, groupPath]);
  const selection = useSelection(object, params);
  const isNarrowed = Boolean(state.filter || state.q);
  const exportUrl = (format: string) =>
    urlOf(`/${object.plural}/export`, {
      format,
      filter: state.filter ? JSON.stringify(state.filter) : null,
      q: state.q,
      sort: params.sort,
      fields: params.fields.join(','),
    });

  const empty = isNarrowed ? (
    <Blank
      icon={<ObjectIcon object={object} size={24} />}
      title={t('list.none_match', { objects: object.label_plural.toLowerCase() })}
      text={t('list.none_match_text')}
      action={
        <Button variant="default" mt="xs" onClick={() => change({ filter: undefined, q: undefined })}>
          {t('filter.clear')}
        </Button>
      }
    />
  ) : (
    <Blank
      icon={<ObjectIcon object={object} size={24} />}
      title={t('list.none_yet', { objects: object.label_plural.toLowerCase() })}
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
  const table: TableProps = {
    object,
    columns,
    params,
    sort,
    onSort: (steps) => change({ sort: writeSort(steps) }),
    onColumns: (paths) => change({ columns: paths.join(',') }),
    onNarrow: (condition) => change({ filter: narrowed(state.filter, condition) }),
    onGroup: (group) => change({ group }),
    density,
    empty,
    selection,
  };

  return (
    <div className={classes.list}>
      <PageHeader
        icon={<ObjectIcon object={object} size={18} />}
        title={object.label_plural}
        after={<CountBadge object={object} params={params} />}
        actions={
          <>
            <Tooltip label={t('density.compact')}>
              <ActionIcon
                variant="default"
                size={30}
                visibleFrom="sm"
                aria-label={t('density.compact')}
                aria-pressed={density === 'compact'}
                onClick={() => setDensity(density === 'compact' ? 'comfortable' : 'compact')}
              >
                {density === 'compact' ? <Rows4 size={15} /> : <Rows3 size={15} />}
              </ActionIcon>
            </Tooltip>
            <Box visibleFrom="sm">
              <GroupChooser
                object={object}
                field={groupField}
                bucket={grouping?.bucket}
                onChange={(group) => change({ group })}
              />
            </Box>
            <Box visibleFrom="sm">
              <ColumnChooser
                object={object}
                columns={columns}
                isDefault={!state.columns}
                onChange={(paths) => change({ columns: paths?.join(',') })}
              />
            </Box>
            {object.can.export !== 'none' && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <Tooltip label={t('export.title')}>
                    <ActionIcon variant="default" size={30} aria-label={t('export.title')} visibleFrom="sm">
                      <Download size={15} />
                    </ActionIcon>
                  </Tooltip>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Label>{t('export.shown')}</Menu.Label>
                  {(['csv', 'xlsx', 'jsonl'] as const).map((format) => (
                    <Menu.Item key={format} component="a" href={exportUrl(format)} download>
                      {t(`export.${format}`)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
            {object.can.create && (
              <Button
                size="compact-md"
                leftSection={<Plus size={15} />}
                aria-label={t('action.new', { object: object.label.toLowerCase() })}
                className={classes.create}
                renderRoot={(props) => <Link to="/$plural/new" params={{ plural: object.plural }} {...props} />}
              >
                {t('action.new', { object: object.label.toLowerCase() })}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        object={object}
        filter={state.filter}
        q={state.q}
        onFilter={(filter) => change({ filter })}
        onQuick={(q) => change({ q })}
      />
      {groupField && (
        // On a phone there is no button that groups: whoever got the address can at least leave the groups.
        <Button
          hiddenFrom="sm"
          variant="default"
          size="compact-md"
          mx="md"
          mb="xs"
          rightSection={<X size={15} />}
          aria-label={`${t('group.by', { field: groupField.label })} · ${t('group.end')}`}
          onClick={() => change({ group: undefined })}
        >
          {t('group.by', { field: groupField.label })}
        </Button>
      )}
      {groupField ? (
        <GroupedTable key={`${object.key}:${state.group}`} {...table} field={groupField} bucket={grouping?.bucket} />
      ) : (
        <RecordTable key={object.key} {...table} />
      )}
      <BulkBar object={object} params={params} selection={selection} />
    </div>
  );
}
