// Copies of everything, made while Kith runs: made, taken away to a safe place, removed.
import { ActionIcon, Badge, Button, Group, Skeleton, Table, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { DatabaseBackup, Download, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Backup, backupUrl, createBackup, listBackups, removeBackup } from '../../../api/backups.ts';
import { describeProblem } from '../../../api/describe.ts';
import { watchJob } from '../../../api/job_toast.tsx';
import { formatBytes, formatTimestamp } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { Ask } from '../Ask.tsx';
import { Section } from '../Section.tsx';

const BACKUPS = ['admin', 'backups'] as const;

export function Backups() {
  const client = useQueryClient();
  const list = useQuery({ queryKey: BACKUPS, queryFn: ({ signal }) => listBackups(signal) });
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Backup | null>(null);
  const refresh = () => void client.invalidateQueries({ queryKey: BACKUPS });
  const end = () => {
    setMaking(false);
    refresh();
  };
  const make = async () => {
    setMaking(true);
    try {
      const job = await createBackup();
      watchJob(job.id, {
        title: t('backups.making'),
        onDone: () => {
          end();
          notifications.show({ message: t('backups.made') });
        },
        onCancelled: end,
        onFailed: end,
      });
    } catch (error) {
      end();
      notifications.show({ color: 'red', title: t('backups.not_made'), message: describeProblem(error) });
    }
  };
  const drop = async (backup: Backup) => {
    setLeaving(null);
    try {
      await removeBackup(backup.name);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    refresh();
  };
  return (
    <Section
      title={t('settings.backups')}
      text={t('backups.text')}
      actions={
        <Button leftSection={<Plus size={15} />} loading={making} onClick={() => void make()}>
          {t('backups.make')}
        </Button>
      }
    >
      {list.isError && <ProblemView error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Skeleton h={160} radius="lg" />}
      {list.data?.data.length === 0 && (
        <Blank icon={<DatabaseBackup size={22} />} title={t('backups.none')} text={t('backups.none_text')} />
      )}
      {list.data && list.data.data.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing="xs" aria-label={t('settings.backups')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('backups.when')}</Table.Th>
                <Table.Th>{t('backups.size')}</Table.Th>
                <Table.Th>{t('backups.state')}</Table.Th>
                <Table.Th aria-label={t('action.more')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.data.map((backup) => (
                <Table.Tr key={backup.name}>
                  <Table.Td>
                    <Text size="sm">{formatTimestamp(backup.made_at)}</Text>
                  </Table.Td>
                  <Table.Td className="tabular">{formatBytes(backup.size)}</Table.Td>
                  <Table.Td>
                    <Badge color={backup.verified ? 'spruce' : 'gray'}>
                      {backup.verified ? t('backups.verified') : t('backups.unverified')}
                    </Badge>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <Tooltip label={t('backups.download')}>
                        <ActionIcon
                          component="a"
                          href={backupUrl(backup.name)}
                          download
                          aria-label={`${t('backups.download')} ${formatTimestamp(backup.made_at)}`}
                        >
                          <Download size={16} />
                        </ActionIcon>
                      </Tooltip>
                      <Tooltip label={t('backups.remove')}>
                        <ActionIcon
                          aria-label={`${t('backups.remove')} ${formatTimestamp(backup.made_at)}`}
                          onClick={() => setLeaving(backup)}
                        >
                          <Trash2 size={16} />
                        </ActionIcon>
                      </Tooltip>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {leaving && (
        <Ask
          title={t('backups.remove_title')}
          confirm={t('backups.remove')}
          danger
          onConfirm={() => drop(leaving)}
          onClose={() => setLeaving(null)}
        >
          {t('backups.remove_text', { when: formatTimestamp(leaving.made_at) })}
        </Ask>
      )}
    </Section>
  );
}
