// What can be done with the chosen records. It floats over any view of a list, and is not there while nothing is chosen.
import { ActionBar, Button, type ButtonProps, Menu, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, GitMerge, type LucideIcon, Pencil, Tag, Trash2, UserRound } from 'lucide-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { urlOf } from '../../api/client.ts';
import { keys } from '../../api/query.ts';
import { countRecords, type ListParams } from '../../api/records.ts';
import type { ObjectType } from '../../api/types.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { useActions } from '../../ui/actions.ts';
import { canWrite } from '../paste_plan.ts';
import { BulkDialog, type BulkTask } from './BulkDialog.tsx';
import classes from './bulk.module.css';
import { bulkFields, LISTS } from './bulk_fields.ts';
import { filterOf, type Selection } from './use_selection.ts';

/** More do not fit beside each other. */
const MOST_MERGED = 8;

interface Props {
  object: ObjectType;
  params: ListParams;
  selection: Selection;
}

export function BulkBar({ object, params, selection }: Props) {
  const [task, setTask] = useState<BulkTask | null>(null);
  const matching = useQuery({
    queryKey: [...keys.lists(object.key), 'count', params.filter, params.q, 'exact'],
    queryFn: ({ signal }) => countRecords(object.plural, params, 'exact', signal),
    enabled: !selection.isEmpty,
    staleTime: 30_000,
  });
  const total = matching.data?.value;
  const count = selection.all ? (total === undefined ? null : total - selection.rows.size) : selection.rows.size;
  const isWhole = selection.all || (total !== undefined && count !== null && count >= total);
  const fields = object.can.change === 'none' ? [] : bulkFields(object);
  const owner = object.fields.find((field) => field.key === 'owner' && canWrite(object, field));
  const lists = fields
    .filter((field) => LISTS.has(field.kind))
    // What is called tags is what is meant by them; other lists of words come after.
    .sort((a, b) => Number(b.key === 'tags') - Number(a.key === 'tags'));
  const offer = (id: string, label: string, Icon: LucideIcon, next: BulkTask) => ({
    id,
    label,
    icon: <Icon size={17} />,
    run: () => setTask(next),
  });
  useActions(
    selection.isEmpty
      ? null
      : {
          rank: 'selection',
          title: count === null ? t('bulk.all_chosen') : t('bulk.chosen', { count }),
          actions: [
            ...(fields.length ? [offer('edit', t('bulk.edit'), Pencil, { kind: 'edit', fields })] : []),
            ...(owner ? [offer('assign', t('bulk.assign'), UserRound, { kind: 'edit', fields: [owner] })] : []),
            ...(lists.length ? [offer('tags', t('bulk.tags'), Tag, { kind: 'list', fields: lists })] : []),
            ...(object.can.remove !== 'none' ? [offer('remove', t('bulk.remove'), Trash2, { kind: 'remove' })] : []),
          ],
        },
  );

  const ids = [...selection.rows.keys()];
  const mergeable = !selection.all && ids.length >= 2 && ids.length <= MOST_MERGED;

  return (
    <>
      <ActionBar
        opened={!selection.isEmpty}
        onClose={selection.clear}
        aria-label={t('bulk.actions')}
        classNames={{ root: classes.root }}
        shadow="lg"
        onKeyDown={(event) => event.key === 'Escape' && selection.clear()}
      >
        <div className={classes.bar}>
          <span className={classes.count} role="status">
            {count === null ? t('bulk.all_chosen') : t('bulk.chosen', { count })}
          </span>
          {!isWhole && (
            <Button size="compact-sm" variant="subtle" style={{ flex: 'none' }} onClick={selection.chooseAll}>
              {total === undefined ? t('bulk.all') : t('bulk.all_count', { count: formatNumber(total) })}
            </Button>
          )}
          <ActionBar.Divider />
          {fields.length > 0 && (
            <Act icon={Pencil} label={t('bulk.edit')} onClick={() => setTask({ kind: 'edit', fields })} />
          )}
          {owner && (
            <Act icon={UserRound} label={t('bulk.assign')} onClick={() => setTask({ kind: 'edit', fields: [owner] })} />
          )}
          {lists.length > 0 && (
            <Act icon={Tag} label={t('bulk.tags')} onClick={() => setTask({ kind: 'list', fields: lists })} />
          )}
          {object.can.change !== 'none' && object.can.remove !== 'none' && (
            <Tooltip label={t('bulk.merge_hint', { most: MOST_MERGED })} disabled={mergeable}>
              <span>
                <Act
                  icon={GitMerge}
                  label={t('bulk.merge')}
                  disabled={!mergeable}
                  root={(props) => (
                    <Link
                      to="/duplicates/$plural/merge"
                      params={{ plural: object.plural }}
                      search={{ ids: ids.join(',') }}
                      {...props}
                    />
                  )}
                />
              </span>
            </Tooltip>
          )}
          {object.can.export !== 'none' && <ExportMenu object={object} params={params} selection={selection} />}
          {object.can.remove !== 'none' && (
            <Act icon={Trash2} label={t('bulk.remove')} color="red" onClick={() => setTask({ kind: 'remove' })} />
          )}
          <ActionBar.CloseButton aria-label={t('bulk.clear')} onClick={selection.clear} style={{ flex: 'none' }} />
        </div>
      </ActionBar>
      {task && (
        <BulkDialog object={object} params={params} selection={selection} task={task} onClose={() => setTask(null)} />
      )}
    </>
  );
}

interface ActProps
  extends Omit<ButtonProps, 'leftSection' | 'children'>,
    Pick<ComponentProps<'button'>, 'onClick' | 'ref'> {
  icon: LucideIcon;
  label: string;
  root?: (props: Record<string, unknown>) => ReactNode;
}

/** A word beside its icon where there is room; the icon alone, still named, where there is none. */
function Act({ icon: Icon, label, color = 'gray', root, ...others }: ActProps) {
  const narrow = useMediaQuery('(max-width: 64em)', undefined, { getInitialValueInEffect: false });
  return (
    <Button
      size="compact-md"
      variant="subtle"
      color={color}
      className={classes.act}
      aria-label={narrow ? label : undefined}
      title={narrow ? label : undefined}
      leftSection={narrow ? undefined : <Icon size={15} />}
      {...others}
      {...(root && !others.disabled ? { renderRoot: root } : {})}
    >
      {narrow ? <Icon size={17} /> : label}
    </Button>
  );
}

function ExportMenu({ object, params, selection }: Props) {
  const filter = filterOf(selection, params);
  const url = (format: string) =>
    urlOf(`/${object.plural}/export`, {
      format,
      filter: filter ? JSON.stringify(filter) : null,
      q: selection.all ? params.q : null,
      sort: params.sort,
      fields: params.fields?.join(','),
    });
  return (
    <Menu position="top">
      <Menu.Target>
        <Act icon={Download} label={t('bulk.export')} />
      </Menu.Target>
      <Menu.Dropdown>
        {(['csv', 'xlsx', 'parquet', 'jsonl'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={url(format)} download>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
