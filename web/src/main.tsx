// Starts the app: theme, cache, session, routes.
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './theme/global.css';
import { localStorageColorSchemeManager, MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { home, pageNow } from './api/place.ts';
import { queryClient } from './api/query.ts';
import { firstLanguage, loadLanguage, t } from './i18n/index.ts';
import { registerWorker } from './pwa/register.ts';
import { fetchDaily } from './routes/daily.ts';
import { router } from './routes/router.tsx';
import { Gate } from './shell/Gate.tsx';
import { resolveVariables, theme } from './theme/theme.ts';
import { Home } from './ui/Prose.tsx';

// The server writes a fresh nonce into the page; style elements made in the browser carry it, so that no others are accepted.
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;

// The button that closes a toast is named in the language of the moment, which is not known yet when the theme is made.
const named = mergeThemeOverrides(theme, {
  components: {
    Notification: {
      defaultProps: {
        closeButtonProps: {
          get 'aria-label'() {
            return t('shell.close_dialog');
          },
        },
      },
    },
  },
});

const schemes = localStorageColorSchemeManager({ key: 'kith-color-scheme' });
// What a customer opens from a secret link stands outside of the app: nobody signs in for it.
const PublicQuote = lazy(() => import('./routes/public_quote.tsx'));
const PublicBooking = lazy(() => import('./routes/public_booking.tsx'));
const booking = /^\/(book|booking)\/([0-9A-Za-z]+)\/?$/.exec(pageNow());
const secret = /^\/q\/([0-9A-Za-z]+)\/?$/.exec(pageNow())?.[1];

const root = document.getElementById('root');
function begin(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        getStyleNonce={() => nonce}
        theme={named}
        cssVariablesResolver={resolveVariables}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
      >
        <Notifications position="bottom-right" limit={4} autoClose={6000} />
        <QueryClientProvider client={queryClient}>
          {secret ? (
            <Suspense>
              <PublicQuote token={secret} />
            </Suspense>
          ) : booking?.[2] ? (
            <Suspense>
              <PublicBooking token={booking[2]} booked={booking[1] === 'booking'} />
            </Suspense>
          ) : (
            <Home value={home}>
              <Gate>
                <RouterProvider router={router} />
              </Gate>
            </Home>
          )}
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

if (root) {
  // Without its texts the app still starts, in English.
  void loadLanguage(firstLanguage())
    .catch(() => {})
    .then(() => begin(root))
    .then(() => !secret && fetchDaily());
}

if (import.meta.env.PROD) void registerWorker();
