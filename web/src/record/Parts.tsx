// What a record consists of, as the lines of a purchase or a deal: a small table above what happened.
import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useContext } from 'react';
import { keys } from '../api/query.ts';
import { listRecords } from '../api/records.ts';
import type { Field, IncomingLink, ObjectType, RecordRow } from '../api/types.ts';
import { useDictionary, useObject } from '../dictionary/context.tsx';
import { defaultColumns, findField, livesInside, partsOf } from '../dictionary/dictionary.ts';
import { alignOf, faceOf } from '../field/faces.ts';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { isBlank } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import { ElsewhereContext } from './elsewhere.ts';
import { ProblemView } from './ProblemView.tsx';
import classes from './record.module.css';

const MOST = 100;
const SAID = new Set<Field['kind']>(['link', 'date', 'timestamp']);

export function Parts({ object, record }: { object: ObjectType; record: RecordRow }) {
  const elsewhere = useContext(ElsewhereContext);
  return partsOf(useDictionary(), object)
    .filter((link) => !elsewhere.includes(link.link))
    .map((link) => <PartTable key={link.link} link={link} record={record} />);
}

function PartTable({ link, record }: { link: IncomingLink; record: RecordRow }) {
  const type = useObject(link.object);
  const dictionary = useDictionary();
  const columns = type ? defaultColumns(type).filter((key) => key !== link.field) : [];
  const filter = { field: link.field, op: 'is' as const, value: record.id };
  const rows = useQuery({
    queryKey: [...keys.lists(link.object), 'parts', record.id],
    queryFn: ({ signal }) =>
      listRecords(type?.plural ?? '', { filter, fields: columns, limit: MOST, sort: 'created_at' }, signal),
    enabled: Boolean(type),
  });
  if (!type) return null;
  const found = rows.data?.data ?? [];
  // What has a page of its own is begun there or by a button of the head: an empty box above what happened is in the way.
  if (rows.isSuccess && found.length === 0 && !livesInside(type)) return null;
  // The page already says whose it is and when; a column in which nothing stands says nothing either.
  const fields = columns
    .flatMap((key) => findField(dictionary, type, key) ?? [])
    .filter(
      (field) =>
        field.key === type.title_field || (!SAID.has(field.kind) && found.some((row) => !isBlank(row[field.key]))),
    );
  return (
    <section className={classes.parts} aria-label={link.label}>
      <div className={classes.linkedHead}>
        <span style={{ flex: 1 }}>{link.label}</span>
        {type.can.create && !record.removed_at && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Plus size={13} />}
            renderRoot={(props) => (
              <Link
                to="/$plural/new"
                params={{ plural: type.plural }}
                search={{
                  preset: { [link.field]: { id: record.id, object: record.object, title: record.title } },
                }}
                {...props}
              />
            )}
          >
            {t('linked.add', { object: type.label.toLowerCase() })}
          </Button>
        )}
      </div>
      {rows.isError && <ProblemView compact error={rows.error} onRetry={() => rows.refetch()} />}
      {rows.isSuccess && found.length === 0 && (
        <Text size="sm" c="dimmed" px="md" pb="sm">
          {t('parts.none')}
        </Text>
      )}
      {found.length > 0 && (
        <Table.ScrollContainer minWidth={fields.length * 84}>
          <Table verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr>
                {fields.map((field) => (
                  <Table.Th key={field.key} ta={alignOf(field)}>
                    {field.label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((row) => (
                <Table.Tr key={row.id}>
                  {fields.map((field) => {
                    const { Cell } = faceOf(field);
                    const isTitle = field.key === type.title_field;
                    return (
                      <Table.Td key={field.key} ta={alignOf(field)}>
                        {isTitle ? (
                          <RecordLink object={row.object} id={row.id} className="plain-link">
                            {row.title || t('record.untitled')}
                          </RecordLink>
                        ) : (
                          <Cell field={field} value={row[field.key]} dense />
                        )}
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
