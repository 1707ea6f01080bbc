// The head of a list: what it is and how many, the kind of view with what can be set of it, and what can be done.
import { ActionIcon, Box, Button, Menu, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Download, Plus, Rows3, Rows4 } from 'lucide-react';
import { useRef } from 'react';
import { urlOf } from '../../api/client.ts';
import type { ListParams } from '../../api/records.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { t } from '../../i18n/index.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ColumnChooser } from '../ColumnChooser.tsx';
import { CountBadge } from '../CountBadge.tsx';
import { readSort, writeSort } from '../filter.ts';
import { GroupChooser } from '../GroupChooser.tsx';
import type { Bucket } from '../group.ts';
import classes from '../list.module.css';
import { type Density, PHONE } from '../RecordTable.tsx';
import { SortChooser } from '../SortChooser.tsx';
import { BoardTools } from './BoardTools.tsx';
import { kindOf, type ListState, ownOf, switched, type ViewKind } from './state.ts';
import { ViewSwitch } from './ViewSwitch.tsx';

export interface HeadProps {
  object: ObjectType;
  state: ListState;
  /** The records that the view shows. */
  params: ListParams;
  columns: Field[];
  group: Field | undefined;
  bucket: Bucket | undefined;
  density: Density;
  onDensity: (density: Density) => void;
  onState: (part: Partial<ListState>) => void;
  onSwitch: (next: ListState) => void;
}

export function ListHead(props: HeadProps) {
  const { object, state, params } = props;
  const kind = kindOf(state);
  // Each kind of view is found again as it was left.
  const left = useRef<Partial<Record<ViewKind, Partial<ListState>>>>({});
  const change = (next: ViewKind) => {
    if (next === kind) return;
    left.current[kind] = ownOf(state);
    props.onSwitch(switched(state, next, left.current[next]));
  };
  return (
    <PageHeader
      icon={<ObjectIcon object={object} size={18} />}
      title={object.label_plural}
      after={<CountBadge object={object} params={params} />}
      actions={
        <>
          <Box visibleFrom="sm" className={classes.tools}>
            <Tools {...props} />
          </Box>
          <ViewSwitch kind={kind} onChange={change} />
          {object.can.export !== 'none' && <Export {...props} />}
          {object.can.create && (
            <Button
              size="compact-md"
              leftSection={<Plus size={15} />}
              aria-label={t('action.new', { object: object.label.toLowerCase() })}
              className={classes.create}
              renderRoot={(root) => <Link to="/$plural/new" params={{ plural: object.plural }} {...root} />}
            >
              {t('action.new', { object: object.label.toLowerCase() })}
            </Button>
          )}
        </>
      }
    />
  );
}

/** What can be set of the kind of view that is open. */
export function Tools(props: HeadProps) {
  const { object, state, onState } = props;
  const kind = kindOf(state);
  if (kind === 'board') return <BoardTools object={object} state={state} params={props.params} onState={onState} />;
  return kind === 'table' ? <TableTools {...props} /> : null;
}

function TableTools({ object, state, params, columns, group, bucket, density, onDensity, onState }: HeadProps) {
  const phone = Boolean(useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }));
  return (
    <>
      {phone ? (
        <SortChooser
          object={object}
          sort={readSort(params.sort)}
          isDefault={!state.sort}
          onSort={(steps) => onState({ sort: writeSort(steps) })}
        />
      ) : (
        <Tooltip label={t('density.compact')}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('density.compact')}
            aria-pressed={density === 'compact'}
            onClick={() => onDensity(density === 'compact' ? 'comfortable' : 'compact')}
          >
            {density === 'compact' ? <Rows4 size={15} /> : <Rows3 size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
      <GroupChooser object={object} field={group} bucket={bucket} onChange={(next) => onState({ group: next })} />
      <ColumnChooser
        object={object}
        columns={columns}
        isDefault={!state.columns}
        onChange={(paths) => onState({ columns: paths?.join(',') })}
      />
    </>
  );
}

function Export({ object, params }: HeadProps) {
  const urlFor = (format: string) =>
    urlOf(`/${object.plural}/export`, {
      format,
      filter: params.filter ? JSON.stringify(params.filter) : null,
      q: params.q,
      sort: params.sort,
      fields: params.fields?.join(','),
    });
  return (
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
        {(['csv', 'xlsx', 'parquet', 'jsonl'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={urlFor(format)} download>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
