// What was frozen out of a segment: when, by whom, and the way to who is on it.
import { Button, Loader, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListFilter, Snowflake } from 'lucide-react';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { SegmentListed } from '../../api/segments.ts';
import type { ObjectType } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import pageClasses from '../../ui/page.module.css';

const MOST = 100;

export function Audiences({
  segment,
  object,
  onFreeze,
}: {
  segment: SegmentListed;
  object: ObjectType;
  onFreeze: (() => void) | undefined;
}) {
  const noun = useObject('audience');
  const found = useQuery({
    queryKey: [...keys.lists('audience'), 'of', segment.id],
    enabled: Boolean(noun),
    queryFn: ({ signal }) =>
      listRecords(
        noun?.plural ?? 'audiences',
        {
          filter: { field: 'segment', op: 'is', value: segment.id },
          fields: ['name', 'frozen_at'],
          sort: '-frozen_at',
          limit: MOST,
        },
        signal,
      ),
  });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const freeze = onFreeze && (
    <Button variant="default" leftSection={<Snowflake size={15} />} onClick={onFreeze}>
      {t('segment.freeze')}
    </Button>
  );
  if (!found.data.data.length)
    return (
      <Blank
        icon={<Snowflake size={22} strokeWidth={1.6} />}
        title={t('segment.no_audiences')}
        text={t('segment.no_audiences_text')}
        action={freeze}
      />
    );
  return (
    <Stack align="flex-start">
      {freeze}
      <div className={pageClasses.panel} style={{ alignSelf: 'stretch' }}>
        <Table verticalSpacing={7}>
          <Table.Tbody>
            {found.data.data.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <RecordLink object="audience" id={row.id}>
                    {row.title}
                  </RecordLink>
                  <Text size="xs" c="dimmed">
                    {formatTimestamp(String(row.frozen_at ?? row.created_at))} · {row.created_by?.name}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    component={Link}
                    to="/$plural"
                    params={{ plural: object.plural } as never}
                    search={{ filter: { member_of: row.id } } as never}
                    variant="subtle"
                    size="compact-sm"
                    leftSection={<ListFilter size={14} />}
                  >
                    {object.label_plural}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  );
}
