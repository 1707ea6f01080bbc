// Who entered a segment and who left it, newest first.
import { Badge, Button, Group, Loader, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { listMoves, type SegmentListed } from '../../api/segments.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import pageClasses from '../../ui/page.module.css';

export function Moves({ segment }: { segment: SegmentListed }) {
  const found = useInfiniteQuery({
    queryKey: [...keys.lists('segment'), 'moves', segment.id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => listMoves(segment.id, pageParam, signal),
    getNextPageParam: (page) => page.next,
  });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const moves = found.data.pages.flatMap((page) => page.data);
  if (!moves.length && !found.hasNextPage)
    return <Blank title={t('segment.no_moves')} text={t('segment.no_moves_text')} />;
  return (
    <>
      <div className={pageClasses.panel}>
        <Table verticalSpacing={7}>
          <Table.Tbody>
            {moves.map((move) => (
              <Table.Tr key={move.id}>
                <Table.Td w={110}>
                  <Badge size="sm" color={move.entered ? 'spruce' : 'gray'}>
                    {move.entered ? t('segment.entered') : t('segment.left')}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  <RecordLink object={segment.object} id={move.record}>
                    {move.title || t('record.untitled')}
                  </RecordLink>
                </Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed" className="tabular">
                    {formatTimestamp(move.at)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {found.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" size="xs" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('segment.earlier')}
          </Button>
        </Group>
      )}
    </>
  );
}
