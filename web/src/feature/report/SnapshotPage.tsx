// A dashboard as it stood: the same tiles with the numbers of then. Nothing here is asked anew, and nothing leads to records, which are
// others today.
import { Alert, Anchor, Group, Loader, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { History, LayoutDashboard } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import type { Definition, ReportAnswer } from '../../api/reports.ts';
import { type SnapshotPage as Page, SNAPSHOTS, type SnapshotTile, showSnapshot } from '../../api/snapshots.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { settled } from './grid.ts';
import { OwnerSelect } from './OwnerSelect.tsx';
import { periodName } from './PeriodChooser.tsx';
import { ReportChart } from './ReportChart.tsx';
import classes from './report.module.css';
import { heightOf } from './Tiles.tsx';
import { titleOf } from './words.ts';

export function SnapshotPage() {
  const { snapshot } = useParams({ strict: false }) as { snapshot: string };
  const asked = useQuery({
    queryKey: [...SNAPSHOTS, 'one', snapshot],
    queryFn: ({ signal }) => showSnapshot(snapshot, signal),
  });
  if (asked.isError) return <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <Loader m="xl" size="sm" />;
  return <Opened page={asked.data} />;
}

function Opened({ page }: { page: Page }) {
  const title = titleOf({ name: page.name, body: page.named ? { named: page.named } : {} }, 'dashboard');
  const when = formatTimestamp(page.as_of);
  useDocumentTitle(`${title} · ${when} · Kith`);
  const tiles = settled(page.tiles) as SnapshotTile[];
  return (
    <>
      <PageHeader icon={<LayoutDashboard size={18} strokeWidth={1.75} />} title={title} />
      <div className={classes.board}>
        <Alert
          color="yellow"
          variant="light"
          mb="md"
          icon={<History size={18} />}
          title={t('dashboard.as_of', { when })}
          role="note"
        >
          <Group gap="xs" justify="space-between">
            <Text size="sm">{t('dashboard.as_of_text')}</Text>
            <Anchor
              size="sm"
              c="inherit"
              td="underline"
              renderRoot={(props) => (
                <Link {...props} to="/dashboards/$id" params={{ id: page.dashboard }} search={{}} />
              )}
            >
              {t('dashboard.live')}
            </Anchor>
          </Group>
        </Alert>
        {(page.period || page.owner) && (
          <Group gap="sm" mb="md">
            {page.period && <Text size="sm">{periodName(page.period)}</Text>}
            {page.owner && <OwnerSelect owner={page.owner} isFixed onChange={() => {}} />}
          </Group>
        )}
        <div className={classes.grid}>
          {tiles.map((tile) => (
            <KeptTile key={tile.id} tile={tile} />
          ))}
        </div>
      </div>
    </>
  );
}

function KeptTile({ tile }: { tile: SnapshotTile }) {
  const { definition, answer, problem } = tile;
  const place = { '--x': tile.x + 1, '--y': tile.y + 1, '--w': tile.w, '--h': tile.h } as CSSProperties;
  const title = definition ? titleOf({ name: tile.name ?? '', body: definition }) : t('dashboard.hidden');
  return (
    <section className={classes.tile} style={place} aria-label={title}>
      <div className={classes.tileHead}>
        <h2>{title}</h2>
      </div>
      <div className={classes.tileBody}>
        {definition && answer ? (
          <Said tile={tile} definition={definition} answer={answer} label={title} />
        ) : (
          <Text size="sm" c="dimmed">
            {problem ? t('dashboard.tile_failed', { why: problem }) : t('dashboard.hidden_text')}
          </Text>
        )}
      </div>
    </section>
  );
}

interface SaidProps {
  tile: SnapshotTile;
  definition: Definition;
  answer: ReportAnswer;
  label: string;
}

function Said({ tile, definition, answer, label }: SaidProps) {
  const dictionary = useDictionary();
  const object = dictionary.byKey.get(definition.object);
  const [currency, setCurrency] = useState<string>();
  if (!object) return null;
  return (
    <ReportChart
      object={object}
      definition={definition}
      answer={answer}
      label={label}
      currency={currency}
      onCurrency={setCurrency}
      isTight
      isKept
      height={heightOf(definition, tile)}
    />
  );
}
