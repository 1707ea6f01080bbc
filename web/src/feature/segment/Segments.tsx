// All segments: what each says, how many belong to it, and who came and went in the last thirty days.
import { Badge, Button, Group, Loader, Table, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartPie, Plus } from 'lucide-react';
import { keys } from '../../api/query.ts';
import { listSegments, type SegmentListed } from '../../api/segments.ts';
import { useDictionary, useObject } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { FilterWords } from '../../record/FilterWords.tsx';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';
import { Comings } from './Comings.tsx';
import classes from './segment.module.css';

const GATHERING_MS = 1_000;

export function Segments() {
  useDocumentTitle(`${t('segment.title')} · Kith`);
  const noun = useObject('segment');
  const found = useQuery({
    queryKey: [...keys.lists('segment'), 'overview'],
    queryFn: ({ signal }) => listSegments(signal),
    refetchInterval: (query) => (query.state.data?.data.some((one) => one.gathering) ? GATHERING_MS : false),
  });
  const add = noun?.can.create && (
    <Button component={Link} to="/segments/new" leftSection={<Plus size={16} />}>
      {t('segment.new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        icon={<ChartPie size={18} strokeWidth={1.75} />}
        title={t('segment.title')}
        text={t('segment.text')}
        actions={add}
      />
      <PageBody wide>
        {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {found.data?.data.length === 0 && (
          <Blank
            icon={<ChartPie size={22} strokeWidth={1.6} />}
            title={t('segment.none')}
            text={t('segment.none_text')}
            action={add}
          />
        )}
        {found.data && found.data.data.length > 0 && (
          <div className={pageClasses.panel}>
            <Table verticalSpacing="sm">
              <Table.Thead className={classes.head}>
                <Table.Tr>
                  <Table.Th>{t('segment.name')}</Table.Th>
                  <Table.Th>{t('segment.members')}</Table.Th>
                  <Table.Th>{t('segment.moves')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.data.data.map((one) => (
                  <Row key={one.id} one={one} />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </PageBody>
    </>
  );
}

function Row({ one }: { one: SegmentListed }) {
  const object = useDictionary().byKey.get(one.object);
  return (
    <Table.Tr className={classes.row}>
      <Table.Td className={classes.what}>
        <Link to="/segments/$id" params={{ id: one.id }} className={classes.name}>
          {one.name}
        </Link>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {one.description || (object && <FilterWords object={object} filter={one.rule} />)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          {object && <ObjectIcon object={object} size={15} />}
          {one.count === null ? (
            <Text size="xs" c="dimmed">
              {t('segment.hidden')}
            </Text>
          ) : (
            <strong className="tabular">{formatCount(one.count)}</strong>
          )}
          {one.gathering && (
            <Badge size="xs" color="gray">
              {t('segment.gathering')}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Comings entered={one.entered} left={one.left} />
      </Table.Td>
    </Table.Tr>
  );
}
