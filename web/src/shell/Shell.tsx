// The frame around every page: navigation at the left (at the foot on a phone), the bar above, the page in the middle.
import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { inPractice } from '../api/place.ts';
import { useKeepRecents } from '../feature/recent/recents.ts';
import { useTourStep } from '../feature/tour/tour_state.ts';
import { t } from '../i18n/index.ts';
import { Connection } from './Connection.tsx';
import { useLiveChanges } from './live.ts';
import { Navigation } from './Navigation.tsx';
import { NewVersion } from './NewVersion.tsx';
import { PhoneBar } from './PhoneBar.tsx';
import { usePasteGuard } from './paste_guard.ts';
import { SeeingAs } from './SeeingAs.tsx';
import { SideBar } from './SideBar.tsx';
import classes from './shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useAppActions } from './use_app_actions.tsx';
import { usePageActions } from './use_page_actions.tsx';

const Palette = lazy(() => import('./palette/Palette.tsx'));
const PracticeBanner = lazy(() => import('./PracticeBanner.tsx'));
const ShortcutSheet = lazy(() => import('./ShortcutSheet.tsx'));
const Tour = lazy(() => import('./Tour.tsx'));

export function Shell() {
  const [menuOpen, menu] = useDisclosure(false);
  const [sheetOpen, sheet] = useDisclosure(false);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const onTour = useTourStep() !== null;
  useLiveChanges();
  useKeepRecents();
  useAppActions({ onShortcuts: sheet.open });
  usePageActions();
  usePasteGuard();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the page changes, whatever the page is
  useEffect(() => menu.close(), [path]);

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('shell.skip')}
      </a>
      {!phone && <SideBar />}
      <div className={classes.column}>
        {inPractice && (
          <Suspense>
            <PracticeBanner />
          </Suspense>
        )}
        <SeeingAs />
        <Connection />
        <NewVersion />
        <TopBar phone={Boolean(phone)} onMenu={menu.open} onShortcuts={sheet.open} />
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
        <Palette onShortcuts={sheet.open} />
        {sheetOpen && <ShortcutSheet onClose={sheet.close} />}
        {onTour && <Tour />}
      </Suspense>
    </div>
  );
}
