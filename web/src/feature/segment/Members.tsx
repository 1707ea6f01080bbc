// Who belongs to a segment, and because of what: each condition with what stands in the record.
import { Button, Group, Loader, Table, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import { type SegmentFact, type SegmentListed, type SegmentReasons, showReasons } from '../../api/segments.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { type Dictionary, findField } from '../../dictionary/dictionary.ts';
import { faceOf } from '../../field/faces.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { isBlank } from '../../field/shared/values.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { linkOf } from '../../record/linked_filter.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import pageClasses from '../../ui/page.module.css';
import classes from './segment.module.css';

const PAGE = 25;

export function Members({ segment, object }: { segment: SegmentListed; object: ObjectType }) {
  const found = useInfiniteQuery({
    queryKey: [...keys.lists(object.key), 'members', segment.id, segment.count, segment.gathering],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      listRecords(
        object.plural,
        { filter: { member_of: segment.id }, fields: [object.title_field], limit: PAGE, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
  });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const pages = found.data.pages;
  if (!pages[0]?.data.length)
    return (
      <Blank title={segment.gathering ? t('segment.gathering') : t('segment.nobody')} text={t('segment.nobody_text')} />
    );
  return (
    <>
      <div className={pageClasses.panel}>
        <Table verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{object.label}</Table.Th>
              <Table.Th>{t('segment.because')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pages.map((page) => (
              <Rows
                key={page.data[0]?.id}
                segment={segment}
                object={object}
                rows={page.data.map(({ id, title }) => ({ id, title }))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {found.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" size="xs" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('segment.more_members')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Rows({
  segment,
  object,
  rows,
}: {
  segment: SegmentListed;
  object: ObjectType;
  rows: { id: string; title: string }[];
}) {
  const ids = rows.map(({ id }) => id);
  const reasons = useQuery({
    queryKey: [...keys.lists(object.key), 'reasons', segment.id, segment.rule, ids],
    queryFn: ({ signal }) => showReasons(segment.id, ids, signal),
  });
  return rows.map(({ id, title }) => (
    <Table.Tr key={id}>
      <Table.Td style={{ verticalAlign: 'top' }}>
        <RecordLink object={object.key} id={id}>
          {title || t('record.untitled')}
        </RecordLink>
      </Table.Td>
      <Table.Td>{reasons.data && <Because object={object} reasons={reasons.data} id={id} />}</Table.Td>
    </Table.Tr>
  ));
}

function Because({ object, reasons, id }: { object: ObjectType; reasons: SegmentReasons; id: string }) {
  const dictionary = useDictionary();
  const facts = (reasons.records[id] ?? []).flatMap((reason) => (reason.met ? reason.facts : []));
  const words = facts.map((fact) => wordsOf(dictionary, object, fact));
  // The same field may stand in two conditions.
  const shown = [...new Map(words.map((word) => [word.join(), word])).values()];
  if (!shown.length)
    return (
      <Text size="xs" c="dimmed">
        {t('segment.by_list')}
      </Text>
    );
  return (
    <ul className={classes.because}>
      {shown.map(([label, value]) => (
        <li key={`${label} ${value}`}>
          {label}: <b>{value}</b>
        </li>
      ))}
    </ul>
  );
}

const MEASURES = ['sum', 'avg', 'min', 'max'] as const;

/** A fact as its name and its value. */
function wordsOf(dictionary: Dictionary, object: ObjectType, fact: SegmentFact): [string, string] {
  const say = (field: Field | undefined, value: unknown) =>
    isBlank(value) ? t('segment.empty') : field ? faceOf(field).text(value, field) : String(value);
  if (fact.field !== null) {
    const field = findField(dictionary, object, fact.field);
    return [field?.label ?? fact.field, say(field, fact.value)];
  }
  const link = linkOf(dictionary, object, fact.linked ?? '');
  const label = link?.label ?? fact.linked ?? '';
  const [measure, key] = (fact.measure ?? '').split(':');
  if (!key) return [label, formatNumber(Number(fact.value))];
  const field = link?.object.fields.find((one) => one.key === key);
  const known = MEASURES.find((one) => one === measure);
  return [
    `${label}, ${field?.label ?? key} ${known ? t(`filter.measure.${known}`) : ''}`.trim(),
    say(field, fact.value),
  ];
}
