// A dashboard: reports on a grid, all of the same period and owner where one is chosen. Tiles are arranged by pointer and by keys.
import { ActionIcon, Button, Group, Loader, Menu, Modal, Select, Tooltip } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CalendarClock, Copy, Ellipsis, History, LayoutDashboard, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  changeDashboard,
  createDashboard,
  DASHBOARDS,
  type Dashboard,
  type DashboardBody,
  listDashboards,
  listReports,
  type DashboardPage as Page,
  REPORTS,
  removeDashboard,
  showDashboard,
  type Tile,
} from '../../api/reports.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { added } from './grid.ts';
import { KeepDialog } from './KeepDialog.tsx';
import { KeptDialog } from './KeptDialog.tsx';
import { OwnerSelect } from './OwnerSelect.tsx';
import { PeriodSelect } from './PeriodChooser.tsx';
import classes from './report.module.css';
import { ScheduleDialog } from './ScheduleDialog.tsx';
import { Tiles } from './Tiles.tsx';
import { titleOf } from './words.ts';

const ICON = 16;

export interface DashboardSearch {
  period?: DashboardBody['period'] | 'own';
  owner?: string;
  edit?: true;
}

/** /dashboards: the one looked at last, else the first. */
export function DashboardHome() {
  const asked = useQuery({ queryKey: DASHBOARDS, queryFn: ({ signal }) => listDashboards(signal) });
  const [keeping, setKeeping] = useState(false);
  const last = localStorage.getItem(LAST);
  const all = asked.data?.data;
  const chosen = all?.find(({ id }) => id === last) ?? all?.[0];
  useDocumentTitle(`${t('dashboard.title')} · Kith`);
  if (asked.isError) return <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!all) return <Loader m="xl" size="sm" />;
  if (chosen) return <DashboardView id={chosen.id} all={all} />;
  return (
    <>
      <PageHeader icon={<LayoutDashboard size={18} strokeWidth={1.75} />} title={t('dashboard.title')} />
      <Blank
        icon={<LayoutDashboard size={22} strokeWidth={1.6} />}
        title={t('dashboard.none')}
        text={t('dashboard.none_text')}
        action={<Button onClick={() => setKeeping(true)}>{t('dashboard.new')}</Button>}
      />
      {keeping && <NewDashboard onClose={() => setKeeping(false)} />}
    </>
  );
}

export function DashboardPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const asked = useQuery({ queryKey: DASHBOARDS, queryFn: ({ signal }) => listDashboards(signal) });
  return <DashboardView key={id} id={id} all={asked.data?.data ?? []} />;
}

const LAST = 'kith-dashboard';

function DashboardView({ id, all }: { id: string; all: Dashboard[] }) {
  const asked = useQuery({ queryKey: [...DASHBOARDS, id], queryFn: ({ signal }) => showDashboard(id, signal) });
  if (asked.isError) return <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <Loader m="xl" size="sm" />;
  return <Opened page={asked.data} all={all} />;
}

function Opened({ page, all }: { page: Page; all: Dashboard[] }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const search = useSearch({ strict: false }) as DashboardSearch;
  const [dialog, setDialog] = useState<'new' | 'copy' | 'name' | 'add' | 'schedule' | 'kept'>();
  const title = titleOf(page, 'dashboard');
  const mayChange = page.can.includes('change');
  const isEditing = Boolean(search.edit) && mayChange;
  useDocumentTitle(`${title} · Kith`);
  const period = search.period === 'own' ? null : (search.period ?? page.body.period ?? null);
  const owner = search.owner ?? page.body.owner ?? undefined;
  const go = (next: DashboardSearch) =>
    void navigate({ to: '/dashboards/$id', params: { id: page.id }, search: next, replace: true });
  const told = (error: unknown) => notifications.show({ color: 'red', message: describeProblem(error) });
  const write = async (body: DashboardBody, name?: string) => {
    const key = [...DASHBOARDS, page.id];
    client.setQueryData<Page>(key, (old) => old && { ...old, body, ...(name ? { name } : {}) });
    try {
      await changeDashboard(page.id, { body, ...(name ? { name } : {}) });
    } catch (error) {
      told(error);
    }
    void client.invalidateQueries({ queryKey: DASHBOARDS });
  };
  const arrange = (tiles: Tile[]) => void write({ ...page.body, tiles });
  return (
    <>
      <PageHeader
        icon={<LayoutDashboard size={18} strokeWidth={1.75} />}
        title={
          all.length > 1 ? (
            <Select
              variant="unstyled"
              aria-label={t('dashboard.choose')}
              allowDeselect={false}
              value={page.id}
              data={all.map((one) => ({ value: one.id, label: titleOf(one, 'dashboard') }))}
              styles={{ input: { fontSize: 'inherit', fontWeight: 'inherit' } }}
              onChange={(next) => {
                if (!next) return;
                localStorage.setItem(LAST, next);
                void navigate({ to: '/dashboards/$id', params: { id: next }, search: {} });
              }}
            />
          ) : (
            title
          )
        }
        actions={
          <>
            {mayChange && (
              <Button
                variant={isEditing ? 'filled' : 'default'}
                leftSection={isEditing ? undefined : <Pencil size={ICON} />}
                onClick={() => go({ ...search, edit: isEditing ? undefined : true })}
              >
                {t(isEditing ? 'report.done' : 'dashboard.arrange')}
              </Button>
            )}
            {isEditing && (
              <Button variant="default" leftSection={<Plus size={ICON} />} onClick={() => setDialog('add')}>
                {t('dashboard.add')}
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
                <Menu.Item leftSection={<Plus size={ICON} />} onClick={() => setDialog('new')}>
                  {t('dashboard.new')}
                </Menu.Item>
                <Menu.Item leftSection={<Copy size={ICON} />} onClick={() => setDialog('copy')}>
                  {t('report.copy')}
                </Menu.Item>
                <Menu.Item leftSection={<CalendarClock size={ICON} />} onClick={() => setDialog('schedule')}>
                  {t('dashboard.schedule')}
                </Menu.Item>
                <Menu.Item leftSection={<History size={ICON} />} onClick={() => setDialog('kept')}>
                  {t('dashboard.kept')}
                </Menu.Item>
                {mayChange && (
                  <>
                    <Menu.Item leftSection={<Pencil size={ICON} />} onClick={() => setDialog('name')}>
                      {t('report.rename')}
                    </Menu.Item>
                    <Menu.Item
                      color="red"
                      leftSection={<Trash2 size={ICON} />}
                      onClick={async () => {
                        try {
                          await removeDashboard(page.id);
                          void client.invalidateQueries({ queryKey: DASHBOARDS });
                          void navigate({ to: '/dashboards', search: {} });
                          notifications.show({ message: t('report.removed', { name: title }) });
                        } catch (error) {
                          told(error);
                        }
                      }}
                    >
                      {t('report.remove')}
                    </Menu.Item>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <div className={classes.board}>
        <Group gap="sm" mb="md">
          <PeriodSelect
            label={t('report.period')}
            open={t('dashboard.own_period')}
            period={period}
            onChange={(next) => go({ ...search, period: next ?? 'own' })}
          />
          <OwnerSelect owner={owner} onChange={(next) => go({ ...search, owner: next })} />
        </Group>
        {page.body.tiles.length ? (
          <Tiles page={page} period={period} owner={owner} isEditing={isEditing} onArrange={arrange} />
        ) : (
          <Blank
            icon={<LayoutDashboard size={22} strokeWidth={1.6} />}
            title={t('dashboard.empty')}
            action={mayChange && <Button onClick={() => setDialog('add')}>{t('dashboard.add')}</Button>}
          />
        )}
      </div>
      {dialog === 'new' && <NewDashboard onClose={() => setDialog(undefined)} />}
      {dialog === 'add' && (
        <AddReport
          onClose={() => setDialog(undefined)}
          onChoose={(report) => {
            setDialog(undefined);
            arrange(added(page.body.tiles, crypto.randomUUID(), report));
          }}
        />
      )}
      {dialog === 'schedule' && (
        <ScheduleDialog dashboard={page.id} name={title} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'kept' && <KeptDialog dashboard={page.id} name={title} onClose={() => setDialog(undefined)} />}
      {(dialog === 'copy' || dialog === 'name') && (
        <KeepDialog
          title={t(dialog === 'name' ? 'report.rename' : 'report.copy')}
          name={dialog === 'name' ? title : t('report.copy_of', { name: title })}
          sharing={dialog === 'name' ? page.sharing : undefined}
          onClose={() => setDialog(undefined)}
          onDone={async (name, sharing) => {
            const { named: _first, ...body } = page.body;
            const saved =
              dialog === 'name'
                ? await changeDashboard(page.id, { name, sharing, body: name === title ? page.body : body })
                : await createDashboard({ name, sharing, body });
            void client.invalidateQueries({ queryKey: DASHBOARDS });
            setDialog(undefined);
            void navigate({ to: '/dashboards/$id', params: { id: saved.id }, search: {} });
          }}
        />
      )}
    </>
  );
}

function NewDashboard({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <KeepDialog
      title={t('dashboard.new')}
      name=""
      onClose={onClose}
      onDone={async (name, sharing) => {
        const made = await createDashboard({ name, sharing, body: { tiles: [] } });
        void client.invalidateQueries({ queryKey: DASHBOARDS });
        onClose();
        void navigate({ to: '/dashboards/$id', params: { id: made.id }, search: { edit: true } });
      }}
    />
  );
}

function AddReport({ onClose, onChoose }: { onClose: () => void; onChoose: (report: string) => void }) {
  const navigate = useNavigate();
  const asked = useQuery({ queryKey: REPORTS, queryFn: ({ signal }) => listReports(signal) });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('dashboard.add')}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Select
        searchable
        data-autofocus
        label={t('dashboard.which')}
        placeholder={t('report.find')}
        data={(asked.data?.data ?? []).map((report) => ({ value: report.id, label: titleOf(report) }))}
        onChange={(report) => report && onChoose(report)}
      />
      <Button
        mt="md"
        variant="subtle"
        size="compact-sm"
        onClick={() => void navigate({ to: '/reports/new', search: {} })}
      >
        {t('report.new')}
      </Button>
    </Modal>
  );
}
