// The navigation at the left of a wide screen: its width can be drawn or set with the arrows, and it folds to icons.
import { ActionIcon, Tooltip } from '@mantine/core';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { type CSSProperties, type PointerEvent, useState } from 'react';
import { t } from '../i18n/index.ts';
import { printedLine, spokenKeys } from '../ui/shortcuts.ts';
import { Navigation } from './Navigation.tsx';
import { NarrowContext } from './NavSection.tsx';
import { useNavState, WIDTH } from './nav_state.ts';
import classes from './shell.module.css';

export const FOLD_KEYS = 'mod+b';
const STEP = 16;

export function SideBar() {
  const { width, narrow, setWidth, toggleNarrow } = useNavState();
  const [drawn, setDrawn] = useState<number | null>(null);
  const draw = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setDrawn(Math.min(WIDTH.most, Math.max(WIDTH.least, event.clientX)));
  };
  const label = narrow ? t('shell.unfold') : t('shell.fold');
  return (
    <aside
      className={classes.side}
      data-narrow={narrow || undefined}
      style={{ '--side-width': `${drawn ?? width}px` } as CSSProperties}
    >
      <div className={classes.sideBody}>
        <NarrowContext value={narrow}>
          <Navigation />
        </NarrowContext>
      </div>
      <div className={classes.sideFoot}>
        <Tooltip label={`${label} · ${printedLine(FOLD_KEYS)}`} position="right">
          <ActionIcon aria-label={label} aria-keyshortcuts={spokenKeys(FOLD_KEYS)} onClick={toggleNarrow}>
            {narrow ? <PanelLeftOpen size={17} /> : <PanelLeftClose size={17} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {!narrow && (
        <div
          role="separator"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={t('shell.width')}
          aria-valuemin={WIDTH.least}
          aria-valuemax={WIDTH.most}
          aria-valuenow={drawn ?? width}
          className={classes.splitter}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={draw}
          onPointerUp={() => {
            if (drawn !== null) setWidth(drawn);
            setDrawn(null);
          }}
          onDoubleClick={() => setWidth(WIDTH.usual)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
            if (!step) return;
            event.preventDefault();
            setWidth(width + step);
          }}
        />
      )}
    </aside>
  );
}
