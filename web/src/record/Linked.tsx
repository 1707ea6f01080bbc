// Records that point at this one, in small lists: deals of a company, people of a company, purchases of a person.
import { ActionIcon, Badge, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Download as DownloadIcon, Plus } from 'lucide-react';
import { useContext } from 'react';
import { contentUrl } from '../api/files.ts';
import { keys } from '../api/query.ts';
import { listLinked, listRecords } from '../api/records.ts';
import type { Field, LinkedGroup, ObjectType, RecordRow } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { type Dictionary, partsOf, wholesOf } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { faceOf } from '../field/faces.ts';
import { PeekButton } from '../field/link/PeekButton.tsx';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { asLink, isBlank } from '../field/shared/values.ts';
import { formatBytes, formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Blank } from '../ui/Blank.tsx';
import { ElsewhereContext } from './elsewhere.ts';
import { linkOf } from './linked_filter.ts';
import { ProblemView } from './ProblemView.tsx';
import classes from './record.module.css';

const ROWS = 5;
// Activities already stand in the timeline.
const ACTIVITIES = new Set(['note', 'call', 'meeting', 'task']);

export function Linked({ object, record }: { object: ObjectType; record: RecordRow }) {
  const dictionary = useDictionary();
  const elsewhere = useContext(ElsewhereContext);
  const linked = useQuery({
    queryKey: keys.linked(object.key, record.id),
    queryFn: ({ signal }) => listLinked(object.plural, record.id, signal),
  });
  if (linked.isError) return <ProblemView compact error={linked.error} onRetry={() => linked.refetch()} />;
  // The place is kept until it is known whether anything stands there.
  if (!linked.data) return <span hidden />;
  const parts = new Set(partsOf(dictionary, object).map((link) => link.link));
  const all = linked.data?.data ?? [];
  const groups = all.filter((group) => {
    const type = dictionary.byKey.get(group.object);
    // The lines of a purchase are found with it, not beside it.
    const shownWithin = type && wholesOf(dictionary, type).some((whole) => all.some((one) => one.object === whole));
    return (
      type && !shownWithin && !parts.has(group.link) && !ACTIVITIES.has(group.object) && !elsewhere.includes(group.link)
    );
  });
  if (linked.isSuccess && !groups.length && parts.size) return null;
  if (linked.isSuccess && !groups.length) return <Blank compact title={t('linked.none')} />;
  const filled = groups.filter((group) => group.count.value > 0);
  const open = groups.filter(({ count, object: key }) => count.value === 0 && isAdded(dictionary.byKey.get(key)));
  return (
    <>
      {filled.map((group) => (
        <Group key={group.link} group={group} record={record} />
      ))}
      {open.length > 0 && (
        <section className={classes.linkable} aria-label={t('linked.more')}>
          {open.map((group) => (
            <AddLinked key={group.link} group={group} record={record} />
          ))}
        </section>
      )}
    </>
  );
}

/** Files are uploaded; what else is made in a way of its own is not added here. */
const isAdded = (type: ObjectType | undefined) => Boolean(type?.can.create && (!type.made_by || type.key === 'file'));

/** A way to the first record of a group: what is empty takes one line, not a box. */
function AddLinked({ group, record }: { group: LinkedGroup; record: RecordRow }) {
  const dictionary = useDictionary();
  const type = dictionary.byKey.get(group.object);
  if (!type) return null;
  return (
    <Link
      to="/$plural/new"
      params={{ plural: type.plural }}
      search={presetOf(group, record)}
      className={classes.linkableItem}
      title={t('linked.add', { object: type.label.toLowerCase() })}
    >
      <ObjectIcon object={type} size={15} />
      <span>{labelOf(dictionary, group, record)}</span>
      <Plus size={14} aria-hidden="true" />
    </Link>
  );
}

/** What the link is called from here, in the language of the user. */
function labelOf(dictionary: Dictionary, group: LinkedGroup, record: RecordRow): string {
  const object = dictionary.byKey.get(record.object);
  return (object && linkOf(dictionary, object, group.link)?.label) ?? group.label;
}

const presetOf = (group: LinkedGroup, record: RecordRow) => ({
  preset: { [group.field]: { id: record.id, object: record.object, title: record.title } },
});

function Download({ file }: { file: RecordRow }) {
  return (
    <a className={classes.download} href={contentUrl(file.id)} download title={t('file.download')}>
      <span className="visually-hidden">{t('file.download_named', { name: file.title })}</span>
      {typeof file.size === 'number' && formatBytes(file.size)}
      <DownloadIcon size={14} aria-hidden="true" />
    </a>
  );
}

/** The one value worth showing beside a title: money first, then a stage or state, then a date. */
function telling(type: ObjectType, group: LinkedGroup): Field | undefined {
  const candidates = type.fields.filter(
    (field) => field.key !== group.field && field.key !== type.title_field && type.list_fields.includes(field.key),
  );
  for (const kinds of [['money'], ['choice'], ['link'], ['timestamp', 'date'], ['text', 'integer', 'decimal']]) {
    const found = candidates.find((field) => kinds.includes(field.kind));
    if (found) return found;
  }
  return undefined;
}

function Group({ group, record }: { group: LinkedGroup; record: RecordRow }) {
  const dictionary = useDictionary();
  const type = dictionary.byKey.get(group.object);
  const label = labelOf(dictionary, group, record);
  const side = type && telling(type, group);
  // What has no title of its own is called by what else it links to.
  const naming = type?.fields.find(({ kind, required, key }) => kind === 'link' && required && key !== group.field);
  const titleOf = (row: RecordRow) => row.title || asLink(row[naming?.key ?? ''])?.title || t('record.untitled');
  const filter = { field: group.field, op: 'is' as const, value: record.id };
  const rows = useQuery({
    queryKey: [...keys.lists(group.object), 'linked', group.field, record.id],
    queryFn: ({ signal }) =>
      listRecords(
        type?.plural ?? '',
        {
          filter,
          limit: ROWS,
          sort: type?.default_sort ?? '-created_at',
          fields: [type?.title_field ?? '', ...(side ? [side.key] : []), ...(naming ? [naming.key] : [])],
        },
        signal,
      ),
    enabled: Boolean(type) && group.count.value > 0,
  });
  if (!type) return null;
  return (
    <section className={classes.linked} aria-label={label}>
      <div className={classes.linkedHead}>
        <ObjectIcon object={type} size={15} />
        <Link to="/$plural" params={{ plural: type.plural }} search={{ filter }} style={{ flex: 1 }}>
          {label}
        </Link>
        {group.count.value > 0 && (
          <Badge size="sm" color="gray" className="tabular">
            {formatNumber(group.count.value)}
            {group.count.capped ? '+' : ''}
          </Badge>
        )}
        {isAdded(type) && (
          <Tooltip label={t('linked.add', { object: type.label.toLowerCase() })}>
            <ActionIcon
              size="sm"
              aria-label={t('linked.add', { object: type.label.toLowerCase() })}
              renderRoot={(props) => (
                <Link to="/$plural/new" params={{ plural: type.plural }} search={presetOf(group, record)} {...props} />
              )}
            >
              <Plus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {rows.data?.data.map((row) => {
        const face = side && faceOf(side);
        return (
          <div key={row.id} className={classes.linkedRow}>
            <RecordLink object={row.object} id={row.id} className={classes.linkedTitle}>
              {titleOf(row)}
            </RecordLink>
            <PeekButton
              object={row.object}
              id={row.id}
              title={titleOf(row)}
              hint={t('key.alt_click')}
              className={classes.linkedPeek}
            />
            {row.object === 'file' ? (
              <Download file={row} />
            ) : (
              face &&
              !isBlank(row[side.key]) && <span className={classes.linkedValue}>{face.text(row[side.key], side)}</span>
            )}
          </div>
        );
      })}
      {group.count.value > ROWS && (
        <Link to="/$plural" params={{ plural: type.plural }} search={{ filter }} className={classes.linkedRow}>
          <span className="value-link">{t('linked.all')}</span>
          <ChevronRight size={14} aria-hidden="true" />
        </Link>
      )}
    </section>
  );
}
