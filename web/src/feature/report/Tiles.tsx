// The tiles of a dashboard: each answers its report under the viewer's rights, narrowed to the dashboard's period and owner.
import { ActionIcon, Group, Loader, Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { GripVertical, X } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { DashboardPage, Definition, Period, Report, Tile } from '../../api/reports.ts';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { narrowed } from '../../record/group.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { arranged, COLUMNS, LEAST, settled } from './grid.ts';
import { kindOf } from './plot.ts';
import { ReportChart } from './ReportChart.tsx';
import { useAnswer } from './ReportPage.tsx';
import classes from './report.module.css';
import { titleOf } from './words.ts';

interface Narrowing {
  period: Omit<Period, 'field'> | null;
  owner: string | undefined;
}

/** A report's question within the period and owner of its dashboard, as far as it has a time and its records an owner. */
export function within(
  definition: Definition,
  object: ObjectType | undefined,
  { period, owner }: Narrowing,
): Definition {
  const owned = owner && object?.fields.some(({ key }) => key === 'owner');
  return {
    ...definition,
    ...(period && definition.period ? { period: { ...period, field: definition.period.field } } : {}),
    ...(owned ? { filter: narrowed(definition.filter, { field: 'owner', op: 'is', value: owner }) } : {}),
  };
}

interface Props extends Narrowing {
  page: DashboardPage;
  isEditing: boolean;
  onArrange: (tiles: Tile[]) => void;
}

const ROW = 92;

export function Tiles({ page, period, owner, isEditing, onArrange }: Props) {
  const saved = useMemo(() => settled(page.body.tiles), [page.body.tiles]);
  const [trial, setTrial] = useState<{ id: string; tiles: Tile[] }>();
  const grid = useRef<HTMLDivElement>(null);
  const reports = new Map(page.reports.map((report) => [report.id, report]));
  const tiles = trial?.tiles ?? saved;

  /** Follows the pointer in steps of the grid, from where the tile stood. */
  const follow = (event: PointerEvent, tile: Tile, isSizing: boolean) => {
    const box = grid.current?.getBoundingClientRect();
    if (!box || event.button !== 0) return;
    event.preventDefault();
    const target = event.currentTarget as HTMLElement;
    target.setPointerCapture(event.pointerId);
    const begin = { x: event.clientX, y: event.clientY };
    const step = box.width / COLUMNS;
    let latest = saved;
    const move = (next: globalThis.PointerEvent) => {
      const dx = Math.round((next.clientX - begin.x) / step);
      const dy = Math.round((next.clientY - begin.y) / ROW);
      latest = arranged(
        saved,
        tile.id,
        isSizing ? { w: tile.w + dx, h: tile.h + dy } : { x: tile.x + dx, y: tile.y + dy },
      );
      setTrial({ id: tile.id, tiles: latest });
    };
    const end = () => {
      target.removeEventListener('pointermove', move);
      setTrial(undefined);
      if (latest !== saved) onArrange(latest);
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end, { once: true });
    target.addEventListener('pointercancel', end, { once: true });
  };
  const press = (event: KeyboardEvent, tile: Tile) => {
    const step = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    }[event.key];
    if (!step) return;
    event.preventDefault();
    const [dx = 0, dy = 0] = step;
    // A step down must pass the tile below, or it would slide back up.
    const below = saved.filter((one) => one.y >= tile.y + tile.h && one.x < tile.x + tile.w && tile.x < one.x + one.w);
    const leap = dy > 0 ? Math.max(1, below[0]?.h ?? 1) : dy;
    onArrange(
      arranged(
        saved,
        tile.id,
        event.shiftKey ? { w: tile.w + dx, h: tile.h + dy } : { x: tile.x + dx, y: tile.y + leap },
      ),
    );
  };
  return (
    <div ref={grid} className={classes.grid}>
      {tiles.map((tile) => {
        const report = reports.get(tile.report);
        const place = { '--x': tile.x + 1, '--y': tile.y + 1, '--w': tile.w, '--h': tile.h } as CSSProperties;
        const title = report ? titleOf(report) : t('dashboard.hidden');
        return (
          <section
            key={tile.id}
            className={classes.tile}
            style={place}
            data-moving={trial?.id === tile.id || undefined}
            aria-label={title}
          >
            <div className={classes.tileHead}>
              {isEditing && (
                <Tooltip label={t('dashboard.move')}>
                  <ActionIcon
                    size="sm"
                    className={classes.handle}
                    aria-label={t('dashboard.move_report', { name: title })}
                    onPointerDown={(event) => follow(event, tile, false)}
                    onKeyDown={(event) => press(event, tile)}
                  >
                    <GripVertical size={15} />
                  </ActionIcon>
                </Tooltip>
              )}
              <h2>
                {report ? (
                  <Link to="/reports/$id" params={{ id: report.id }} search={{}} className={classes.plain}>
                    {title}
                  </Link>
                ) : (
                  title
                )}
              </h2>
              {isEditing && (
                <ActionIcon
                  size="sm"
                  aria-label={t('dashboard.take_away', { name: title })}
                  onClick={() => onArrange(settled(saved.filter(({ id }) => id !== tile.id)))}
                >
                  <X size={15} />
                </ActionIcon>
              )}
            </div>
            <div className={classes.tileBody}>
              {report ? (
                <TileBody report={report} tile={tile} period={period} owner={owner} />
              ) : (
                <Text size="sm" c="dimmed">
                  {t('dashboard.hidden_text')}
                </Text>
              )}
            </div>
            {isEditing && (
              <div className={classes.corner} aria-hidden="true" onPointerDown={(event) => follow(event, tile, true)} />
            )}
          </section>
        );
      })}
    </div>
  );
}

/** How high a chart may be on its tile; what has no height of its own scrolls. */
export function heightOf(definition: Definition, tile: Tile): number | undefined {
  const isFlat = ['table', 'pivot', 'number', 'heat', 'funnel'].includes(kindOf(definition));
  return isFlat ? undefined : Math.max(110, Math.max(tile.h, LEAST.h) * ROW - 118);
}

function TileBody({ report, tile, period, owner }: Narrowing & { report: Report; tile: Tile }) {
  const dictionary = useDictionary();
  const object = dictionary.byKey.get(report.body.object);
  const definition = within(report.body, object, { period, owner });
  const [currency, setCurrency] = useState<string>();
  const asked = useAnswer(object ? definition : undefined);
  if (!object) return null;
  if (asked.isError) return <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data)
    return (
      <Group justify="center" h="100%">
        <Loader size="xs" type="dots" />
      </Group>
    );
  return (
    <ReportChart
      object={object}
      definition={definition}
      answer={asked.data}
      label={titleOf(report)}
      currency={currency}
      onCurrency={setCurrency}
      isTight
      height={heightOf(definition, tile)}
    />
  );
}
