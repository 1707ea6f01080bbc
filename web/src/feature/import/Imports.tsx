// Brings a file in: drop it or choose it; below, what was imported before.
import { Badge, Group, Loader, Table, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { createImport, listImports } from '../../api/imports.ts';
import { keys } from '../../api/query.ts';
import { formatNumber, formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';
import { PasteZone } from './PasteZone.tsx';
import { STATE_COLOR } from './state.ts';

const LARGEST = 512 * 1024 * 1024;
const ACCEPT = '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function Imports() {
  const navigate = useNavigate();
  useDocumentTitle(`${t('import.title')} · Kith`);
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const list = useQuery({ queryKey: keys.imports, queryFn: ({ signal }) => listImports(signal) });

  const send = async (file: File) => {
    setFailure(null);
    if (file.size > LARGEST) return setFailure(t('import.too_large'));
    if (file.size === 0) return setFailure(t('import.empty_file'));
    setShare(0);
    try {
      const made = await createImport(file, setShare);
      await navigate({ to: '/import/$id', params: { id: made.id } });
    } catch (error) {
      setFailure(describeProblem(error));
      setShare(null);
    }
  };

  const paste = (text: string) => {
    if (!/\S/.test(text)) return setFailure(t('import.paste_empty'));
    return send(new File([text], `${t('import.pasted')}.tsv`, { type: 'text/tab-separated-values' }));
  };

  return (
    <>
      <PageHeader icon={<FileUp size={18} strokeWidth={1.75} />} title={t('import.title')} text={t('import.text')} />
      <PageBody>
        <FileDrop
          words={{
            drop: t('import.drop'),
            hint: t('import.drop_text'),
            choose: t('import.choose'),
            sending: t('file.uploading'),
          }}
          accept={ACCEPT}
          share={share}
          failure={failure}
          onFile={(file) => void send(file)}
        />

        <PasteZone disabled={share !== null} onText={(text) => void paste(text)} onFailure={setFailure} />

        <Text component="h2" fw={620} mt="xl" mb="xs">
          {t('import.earlier')}
        </Text>
        {list.isError && <ProblemView compact error={list.error} onRetry={() => list.refetch()} />}
        {list.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {list.data?.data.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('import.none')}
          </Text>
        )}
        {(list.data?.data.length ?? 0) > 0 && (
          <Table.ScrollContainer minWidth={480} className={pageClasses.panel}>
            <Table highlightOnHover verticalSpacing={7}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('import.file')}</Table.Th>
                  <Table.Th>{t('jobs.state')}</Table.Th>
                  <Table.Th ta="right">{t('import.created')}</Table.Th>
                  <Table.Th ta="right">{t('import.changed')}</Table.Th>
                  <Table.Th ta="right">{t('import.refused')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.data?.data.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <Group gap="xs">
                        <Link to="/import/$id" params={{ id: one.id }} className="value-link">
                          {one.name}
                        </Link>
                        {one.created_at && (
                          <Text size="xs" c="dimmed">
                            {formatRelative(one.created_at)}
                          </Text>
                        )}
                      </Group>
                    </Table.Td>
                    <Table.Td>
                      <Badge color={STATE_COLOR[one.state]}>{t(`import.state.${one.state}`)}</Badge>
                    </Table.Td>
                    <Table.Td ta="right">{formatNumber(one.progress?.created ?? 0)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(one.progress?.changed ?? 0)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(one.progress?.refused ?? 0)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </PageBody>
    </>
  );
}
