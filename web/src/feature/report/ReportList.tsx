// All reports one sees, one's own and those shared, and the way to a new one.
import { Button, Table, Text, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChartNoAxesCombined, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { listReports, REPORTS } from '../../api/reports.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { kindOf } from './plot.ts';
import { titleOf } from './words.ts';

export function ReportList() {
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const [term, setTerm] = useState('');
  useDocumentTitle(`${t('report.title')} · Kith`);
  const asked = useQuery({ queryKey: REPORTS, queryFn: ({ signal }) => listReports(signal) });
  const add = (
    <Button leftSection={<Plus size={16} />} onClick={() => void navigate({ to: '/reports/new', search: {} })}>
      {t('report.new')}
    </Button>
  );
  const wanted = term.trim().toLowerCase();
  const reports = (asked.data?.data ?? []).filter((report) => titleOf(report).toLowerCase().includes(wanted));
  return (
    <>
      <PageHeader
        icon={<ChartNoAxesCombined size={18} strokeWidth={1.75} />}
        title={t('report.title')}
        text={t('report.text')}
        actions={add}
      />
      <PageBody wide>
        {asked.isError && <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && !asked.data.data.length && (
          <Blank
            icon={<ChartNoAxesCombined size={22} strokeWidth={1.6} />}
            title={t('report.none')}
            text={t('report.none_text')}
            action={add}
          />
        )}
        {asked.data && asked.data.data.length > 0 && (
          <>
            <TextInput
              mb="md"
              maw={320}
              aria-label={t('report.find')}
              placeholder={t('report.find')}
              leftSection={<Search size={14} />}
              value={term}
              onChange={(event) => setTerm(event.currentTarget.value)}
            />
            <Table.ScrollContainer minWidth={340}>
              <Table verticalSpacing="xs" highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('saved.name')}</Table.Th>
                    <Table.Th>{t('report.object')}</Table.Th>
                    <Table.Th visibleFrom="sm">{t('report.kind')}</Table.Th>
                    <Table.Th visibleFrom="sm">{t('report.sharing')}</Table.Th>
                    <Table.Th visibleFrom="sm">{t('report.changed')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {reports.map((report) => (
                    <Table.Tr key={report.id}>
                      <Table.Td>
                        <Text
                          fw={550}
                          size="sm"
                          c="var(--kith-accent-text)"
                          renderRoot={(props) => (
                            <Link {...props} to="/reports/$id" params={{ id: report.id }} search={{}} />
                          )}
                        >
                          {titleOf(report)}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        {dictionary.byKey.get(report.body.object)?.label_plural ?? report.body.object}
                      </Table.Td>
                      <Table.Td visibleFrom="sm">{t(`report.kind.${kindOf(report.body)}`)}</Table.Td>
                      <Table.Td visibleFrom="sm">
                        {t(`report.sharing.${report.sharing}`)}
                        <Text span size="xs" c="dimmed">{` · ${report.owner.name}`}</Text>
                      </Table.Td>
                      <Table.Td visibleFrom="sm">{formatRelative(report.updated_at)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
      </PageBody>
    </>
  );
}
