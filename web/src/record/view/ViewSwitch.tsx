// Switches the kind of view: table, board, calendar, timeline, chart. On a phone it is a menu.
import { Button, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { CalendarDays, ChartColumn, ChevronDown, type LucideIcon, Rows3, SquareKanban, Waypoints } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { preload } from './lazy.ts';
import { VIEW_KINDS, type ViewKind } from './state.ts';
import classes from './view.module.css';

const ICONS: Record<ViewKind, LucideIcon> = {
  table: Rows3,
  board: SquareKanban,
  calendar: CalendarDays,
  timeline: Waypoints,
  chart: ChartColumn,
};

export function KindIcon({ kind, size = 15 }: { kind: ViewKind; size?: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} strokeWidth={1.8} aria-hidden="true" />;
}

export function ViewSwitch({ kind, onChange }: { kind: ViewKind; onChange: (kind: ViewKind) => void }) {
  return (
    <>
      <div className={classes.switch} role="radiogroup" aria-label={t('view.kind')}>
        {VIEW_KINDS.map((one) => (
          <Tooltip key={one} label={t(`view.kind.${one}`)} disabled={one === kind}>
            <UnstyledButton
              role="radio"
              aria-checked={one === kind}
              aria-label={t(`view.kind.${one}`)}
              className={classes.kind}
              onClick={() => onChange(one)}
              onMouseEnter={() => preload(one)}
              onFocus={() => preload(one)}
            >
              <KindIcon kind={one} />
              {one === kind && <span>{t(`view.kind.${one}`)}</span>}
            </UnstyledButton>
          </Tooltip>
        ))}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            hiddenFrom="sm"
            variant="default"
            size="compact-md"
            aria-label={`${t('view.kind')}: ${t(`view.kind.${kind}`)}`}
            leftSection={<KindIcon kind={kind} />}
            rightSection={<ChevronDown size={13} />}
            className={classes.phoneSwitch}
          >
            {t(`view.kind.${kind}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {VIEW_KINDS.map((one) => (
            <Menu.Item key={one} leftSection={<KindIcon kind={one} />} onClick={() => onChange(one)}>
              {t(`view.kind.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
