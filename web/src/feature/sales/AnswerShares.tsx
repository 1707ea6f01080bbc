// The share of new leads answered in time, and whose it is.
import { Button, Popover, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Clock3 } from 'lucide-react';
import { keys } from '../../api/query.ts';
import { formatNumber, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { findAnswers, shareOf } from './answer.ts';

const percent = (share: number | null) => (share === null ? '–' : formatPercent(Math.round(share * 100)));

export function AnswerShares() {
  const found = useQuery({
    queryKey: [...keys.lists('lead'), 'answers'],
    queryFn: ({ signal }) => findAnswers(signal),
  });
  if (!found.data?.minutes) return null;
  const rows = [...found.data.data].sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
  return (
    <Popover position="bottom-end" width="min(560px, 94vw)" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<Clock3 size={14} />}>
          {t('leads.in_time', { share: percent(shareOf(rows)) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" c="dimmed" mb="xs">
          {t('leads.in_time_text', { minutes: formatNumber(found.data.minutes), days: found.data.days })}
        </Text>
        <Table.ScrollContainer minWidth={440}>
          <Table verticalSpacing={6} aria-label={t('leads.answers')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('leads.owner')}</Table.Th>
                <Table.Th ta="right">{t('leads.share')}</Table.Th>
                <Table.Th ta="right">{t('leads.answered_in_time')}</Table.Th>
                <Table.Th ta="right">{t('leads.answered_late')}</Table.Th>
                <Table.Th ta="right">{t('leads.missed')}</Table.Th>
                <Table.Th ta="right">{t('leads.waiting')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.owner ?? ''}>
                  <Table.Th scope="row">{row.name ?? t('leads.nobody')}</Table.Th>
                  <Table.Td ta="right">{percent(shareOf([row]))}</Table.Td>
                  <Table.Td ta="right">{formatNumber(row.in_time)}</Table.Td>
                  <Table.Td ta="right">{formatNumber(row.late)}</Table.Td>
                  <Table.Td ta="right">{formatNumber(row.missed)}</Table.Td>
                  <Table.Td ta="right">{formatNumber(row.waiting)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Popover.Dropdown>
    </Popover>
  );
}
