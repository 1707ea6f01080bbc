// A report: what it says now, and beside it what it asks. The whole question stands in the address until it is kept.
import { ActionIcon, Button, Group, Loader, Menu, Text, Tooltip } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ChartNoAxesCombined, Copy, Download, Ellipsis, Pencil, Save, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import {
  answerReport,
  changeReport,
  createReport,
  type Definition,
  REPORTS,
  type Report,
  removeReport,
  reportFile,
  showReport,
} from '../../api/reports.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatDate, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { pictureOf, saveFile } from '../../ui/chart/picture.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Builder } from './Builder.tsx';
import { KeepDialog } from './KeepDialog.tsx';
import { ReportChart } from './ReportChart.tsx';
import classes from './report.module.css';
import { titleOf } from './words.ts';

const ICON = 16;

/** A first question about the object people ask about most. */
const START: Definition = {
  object: 'deal',
  by: [{ field: 'created_at', bucket: 'month' }],
  period: { field: 'created_at', last: 12, unit: 'month' },
};

export interface ReportSearch {
  ask?: Definition;
  edit?: true;
  currency?: string;
}

export function useAnswer(definition: Definition | undefined) {
  return useQuery({
    // Under the lists of its object: whoever changes a record makes its numbers old.
    queryKey: [...keys.lists(definition?.object ?? ''), 'report', definition],
    enabled: Boolean(definition),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => answerReport(definition as Definition, signal),
  });
}

export function ReportPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const kept = useQuery({
    queryKey: [...REPORTS, id],
    enabled: Boolean(id),
    queryFn: ({ signal }) => showReport(id ?? '', signal),
  });
  if (id && kept.isError) return <ProblemView error={kept.error} onRetry={() => void kept.refetch()} />;
  if (id && !kept.data) return <Loader m="xl" size="sm" />;
  return <Opened key={id ?? 'new'} report={kept.data} />;
}

function Opened({ report }: { report: Report | undefined }) {
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search = useSearch({ strict: false }) as ReportSearch;
  const [keeping, setKeeping] = useState<'new' | 'name'>();
  const picture = useRef<HTMLDivElement>(null);
  const definition = search.ask ?? report?.body ?? START;
  const object = dictionary.byKey.get(definition.object);
  const isEditing = !report || Boolean(search.edit) || Boolean(search.ask);
  const isChanged = Boolean(search.ask) && JSON.stringify(search.ask) !== JSON.stringify(report?.body);
  const title = report ? titleOf(report) : t('report.new');
  useDocumentTitle(`${title} · Kith`);
  const asked = useAnswer(object ? definition : undefined);
  const go = (next: ReportSearch) =>
    void navigate({
      to: report ? '/reports/$id' : '/reports/new',
      params: { id: report?.id ?? '' },
      search: next,
      replace: true,
    } as never);
  const told = (error: unknown) => notifications.show({ color: 'red', message: describeProblem(error) });
  const mayChange = report?.can.includes('change');
  const save = async () => {
    if (!report || !mayChange) return setKeeping('new');
    try {
      const saved = await changeReport(report.id, { body: definition });
      client.setQueryData([...REPORTS, report.id], saved);
      void client.invalidateQueries({ queryKey: REPORTS });
      go({});
      notifications.show({ message: t('report.saved') });
    } catch (error) {
      told(error);
    }
  };
  const download = async (format: 'csv' | 'xlsx') => {
    try {
      saveFile(await reportFile(definition, format), `${title}.${format}`);
    } catch (error) {
      told(error);
    }
  };
  const draw = async (format: 'svg' | 'png') => {
    const made = picture.current && (await pictureOf(picture.current, format, title));
    if (made) saveFile(made, `${title}.${format}`);
    else notifications.show({ message: t('report.no_picture') });
  };
  return (
    <>
      <PageHeader
        icon={<ChartNoAxesCombined size={18} strokeWidth={1.75} />}
        title={title}
        text={
          report
            ? t('report.by_owner', { owner: report.owner.name, sharing: t(`report.sharing.${report.sharing}`) })
            : undefined
        }
        actions={
          <>
            {!isEditing && (
              <Button
                variant="default"
                leftSection={<Pencil size={ICON} />}
                onClick={() => go({ ...search, edit: true })}
              >
                {t('report.edit')}
              </Button>
            )}
            {isEditing && report && (
              <Button variant="default" onClick={() => go({})}>
                {t(isChanged ? 'report.discard' : 'report.done')}
              </Button>
            )}
            {(isChanged || !report) && (
              <Button leftSection={<Save size={ICON} />} onClick={() => void save()}>
                {t(report && mayChange ? 'action.save' : 'report.keep')}
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <Tooltip label={t('report.more')}>
                  <ActionIcon variant="default" size="lg" aria-label={t('report.more')}>
                    <Ellipsis size={ICON} />
                  </ActionIcon>
                </Tooltip>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('report.take_out')}</Menu.Label>
                {(['csv', 'xlsx'] as const).map((format) => (
                  <Menu.Item key={format} leftSection={<Download size={ICON} />} onClick={() => void download(format)}>
                    {t(`report.as_${format}`)}
                  </Menu.Item>
                ))}
                {(['svg', 'png'] as const).map((format) => (
                  <Menu.Item key={format} leftSection={<Download size={ICON} />} onClick={() => void draw(format)}>
                    {t(`report.as_${format}`)}
                  </Menu.Item>
                ))}
                {report && (
                  <>
                    <Menu.Divider />
                    <Menu.Item leftSection={<Copy size={ICON} />} onClick={() => setKeeping('new')}>
                      {t('report.copy')}
                    </Menu.Item>
                    {mayChange && (
                      <Menu.Item leftSection={<Pencil size={ICON} />} onClick={() => setKeeping('name')}>
                        {t('report.rename')}
                      </Menu.Item>
                    )}
                    {report.can.includes('remove') && (
                      <Menu.Item
                        color="red"
                        leftSection={<Trash2 size={ICON} />}
                        onClick={async () => {
                          try {
                            await removeReport(report.id);
                            void client.invalidateQueries({ queryKey: REPORTS });
                            void navigate({ to: '/reports' });
                            notifications.show({ message: t('report.removed', { name: title }) });
                          } catch (error) {
                            told(error);
                          }
                        }}
                      >
                        {t('report.remove')}
                      </Menu.Item>
                    )}
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      {object ? (
        <div className={classes.page} data-plain={!isEditing || undefined}>
          {isEditing && (
            <Builder object={object} definition={definition} onChange={(ask) => go({ ...search, ask, edit: true })} />
          )}
          <section className={classes.preview} aria-label={title} aria-busy={asked.isFetching}>
            {asked.isError && <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />}
            {!asked.data && !asked.isError && <Loader size="sm" />}
            {asked.data && !asked.isError && (
              <>
                <Group gap="md" mb="sm">
                  {asked.data.period && (
                    <Text size="xs" c="dimmed">
                      {spanText(asked.data.period)}
                      {asked.data.compared && ` · ${t('report.against', { span: spanText(asked.data.compared) })}`}
                    </Text>
                  )}
                  <Text size="xs" c="dimmed">
                    {t('report.as_of', { when: formatTimestamp(asked.data.as_of) })}
                  </Text>
                </Group>
                <ReportChart
                  object={object}
                  definition={definition}
                  answer={asked.data}
                  label={title}
                  currency={search.currency}
                  onCurrency={(currency) => go({ ...search, currency })}
                  height={420}
                  pictureRef={picture}
                />
              </>
            )}
          </section>
        </div>
      ) : (
        <Blank title={t('report.no_object')} />
      )}
      {keeping && (
        <KeepDialog
          title={t(keeping === 'name' ? 'report.rename' : 'report.keep')}
          name={keeping === 'name' ? title : report ? t('report.copy_of', { name: title }) : ''}
          sharing={keeping === 'name' ? report?.sharing : undefined}
          onClose={() => setKeeping(undefined)}
          onDone={async (name, sharing) => {
            const { named: _first, ...body } = definition;
            const saved =
              keeping === 'name' && report
                ? await changeReport(report.id, { name, sharing, body: name === title ? definition : body })
                : await createReport({ name, sharing, body });
            client.setQueryData([...REPORTS, saved.id], saved);
            void client.invalidateQueries({ queryKey: REPORTS });
            setKeeping(undefined);
            void navigate({ to: '/reports/$id', params: { id: saved.id }, search: {} });
          }}
        />
      )}
    </>
  );
}

const spanText = ({ from, until }: { from: string; until: string }) => `${formatDate(from)} – ${formatDate(until)}`;
