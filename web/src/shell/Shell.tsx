// The frame around every page: navigation at the left (at the foot on a phone), the bar above, the page in the middle.
import { Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { stepBack } from '../api/undo.tsx';
import { t } from '../i18n/index.ts';
import { useLiveChanges } from './live.ts';
import { Navigation } from './Navigation.tsx';
import { PhoneBar } from './PhoneBar.tsx';
import { SeeingAs } from './SeeingAs.tsx';
import classes from './shell.module.css';
import { TopBar } from './TopBar.tsx';

const SearchPalette = lazy(() => import('./SearchPalette.tsx'));

export function Shell() {
  const [menuOpen, menu] = useDisclosure(false);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const path = useRouterState({ select: (state) => state.location.pathname });
  useLiveChanges();
  // Heard here, not by the palette: it loads a moment later, and a key pressed before that opens it all the same.
  useHotkeys([['/', spotlight.open]]);
  useHotkeys([['mod+K', spotlight.toggle]], []);
  // Inputs keep their own undo of what is being typed.
  useHotkeys([
    ['mod+Z', () => void stepBack(false)],
    ['mod+shift+Z', () => void stepBack(true)],
    ['mod+Y', () => void stepBack(true)],
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the page changes, whatever the page is
  useEffect(() => menu.close(), [path]);

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('shell.skip')}
      </a>
      {!phone && (
        <aside className={classes.side}>
          <Navigation />
        </aside>
      )}
      <div className={classes.column}>
        <SeeingAs />
        <TopBar phone={Boolean(phone)} onMenu={menu.open} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
        {phone && <PhoneBar onMenu={menu.open} />}
      </div>
      {phone && (
        <Drawer
          opened={menuOpen}
          onClose={menu.close}
          size="280px"
          title={t('shell.menu')}
          padding="sm"
          closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
        >
          <Navigation />
        </Drawer>
      )}
      <Suspense>
        <SearchPalette />
      </Suspense>
    </div>
  );
}
