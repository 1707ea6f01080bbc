// What a segment shares with each other one of the same object; the number leads to those who are in both.
import { Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '../../api/query.ts';
import { listOverlaps, type SegmentListed } from '../../api/segments.ts';
import type { ObjectType } from '../../api/types.ts';
import { formatCount, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import pageClasses from '../../ui/page.module.css';
import classes from './segment.module.css';

const HUNDRED = 100;

export function Overlaps({ segment, object }: { segment: SegmentListed; object: ObjectType }) {
  const found = useQuery({
    queryKey: [...keys.lists('segment'), 'overlaps', segment.id, segment.count],
    queryFn: ({ signal }) => listOverlaps(segment.id, signal),
  });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  if (!found.data.data.length) return <Blank title={t('segment.no_others', { objects: object.label_plural })} />;
  const own = segment.count ?? 0;
  const shareOf = (both: number) => (own > 0 ? (both / own) * HUNDRED : 0);
  return (
    <div className={pageClasses.panel}>
      <Table verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('segment.other')}</Table.Th>
            <Table.Th>{t('segment.both')}</Table.Th>
            <Table.Th>{t('segment.share')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.data.data.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Link to="/segments/$id" params={{ id: one.id }} className={classes.name}>
                  {one.name}
                </Link>
                <Text size="xs" c="dimmed" className="tabular">
                  {formatCount(one.count)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Link
                  to="/$plural"
                  params={{ plural: object.plural }}
                  search={{ filter: { and: [{ member_of: segment.id }, { member_of: one.id }] } } as never}
                  className="value-link tabular"
                >
                  {formatCount(one.both)}
                </Link>
              </Table.Td>
              <Table.Td>
                <span className={classes.track}>
                  {one.both > 0 && <span className={classes.overlap} style={{ width: `${shareOf(one.both)}%` }} />}
                </span>
                <Text size="xs" c="dimmed" className="tabular">
                  {formatPercent(Math.round(shareOf(one.both)))}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
