// Decides what a visitor gets: set-up on the first run, sign-in, or the app. The URL stays, so signing in leads where one wanted to go.
import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { setSignedOutHandler } from '../api/client.ts';
import { inPractice } from '../api/place.ts';
import { keys } from '../api/query.ts';
import { findDictionary, findSession, needsSetup } from '../api/session.ts';
import { SessionProvider } from '../api/session_context.tsx';
import type { Session } from '../api/types.ts';
import { DictionaryProvider } from '../dictionary/context.tsx';
import { buildDictionary } from '../dictionary/dictionary.ts';
import { translateDictionary } from '../dictionary/labels.ts';
import { setFormatting } from '../i18n/format.ts';
import {
  currentLanguage,
  isPseudo,
  keepLanguage,
  type Language,
  loadLanguage,
  matchLanguage,
  PSEUDO,
} from '../i18n/index.ts';
import { ProblemView } from '../record/ProblemView.tsx';

// Who is signed in already needs none of them.
const PracticeDoor = lazy(() => import('./PracticeDoor.tsx'));
const Setup = lazy(() => import('./Setup.tsx'));
const SignIn = lazy(() => import('./SignIn.tsx').then((found) => ({ default: found.SignIn })));
const SignInAgain = lazy(() => import('./SignInAgain.tsx').then((found) => ({ default: found.SignInAgain })));

function Waiting() {
  return (
    <Center h="100dvh">
      <Loader size="sm" type="dots" aria-hidden="true" />
    </Center>
  );
}

export function Gate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [expired, setExpired] = useState(false);
  const [, setLanguage] = useState(currentLanguage());
  const session = useQuery({
    queryKey: keys.session,
    queryFn: ({ signal }) => findSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const nobody = session.data === null;
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => needsSetup(signal),
    enabled: nobody && !inPractice,
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => setSignedOutHandler(() => (inPractice ? window.location.assign('/') : setExpired(true))), []);

  const begin = (next: Session) => {
    setExpired(false);
    client.setQueryData(keys.session, next);
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  };

  // Before anyone has signed in, the pages at the door are drawn again with what was typed into them.
  const choose = async (next: Language) => {
    await loadLanguage(next);
    keepLanguage(next);
    setLanguage(next);
  };

  // It is not there yet, or one is not signed in to the workspace it belongs to.
  if (inPractice && (session.isError || nobody))
    return (
      <Suspense fallback={<Waiting />}>
        <PracticeDoor error={session.error} onReady={() => void session.refetch()} />
      </Suspense>
    );
  if (session.isError)
    return (
      <Center mih="100dvh">
        <ProblemView error={session.error} onRetry={() => session.refetch()} />
      </Center>
    );
  if (session.isPending) return <Waiting />;
  if (session.data === null) {
    if (setup.isPending) return <Waiting />;
    const Door = setup.data ? Setup : SignIn;
    return (
      <Suspense fallback={<Waiting />}>
        <Door onDone={begin} onLanguage={choose} />
      </Suspense>
    );
  }
  return (
    <SessionProvider value={session.data}>
      <WithDictionary session={session.data}>{children}</WithDictionary>
      <Suspense>{expired && <SignInAgain session={session.data} onDone={begin} />}</Suspense>
    </SessionProvider>
  );
}

/** Loads language and dictionary before the first screen, so that no text changes under the reader's eyes. */
function WithDictionary({ session, children }: { session: Session; children: ReactNode }) {
  const wanted = isPseudo() ? PSEUDO : matchLanguage(session.user.language || session.workspace.language);
  const [language, setLanguage] = useState(currentLanguage());
  useMemo(
    () =>
      setFormatting({
        language: session.user.language || session.workspace.language,
        zone: session.user.zone || session.workspace.zone,
        currency: session.workspace.currency,
        firstWeekday: session.workspace.first_weekday,
      }),
    [session],
  );
  useEffect(() => {
    if (wanted === language) return;
    keepLanguage(wanted);
    // When the texts cannot be fetched, the app is shown in the language it has.
    void loadLanguage(wanted)
      .catch(() => {})
      .then(() => setLanguage(wanted));
  }, [wanted, language]);
  const document = useQuery({
    queryKey: keys.dictionary,
    queryFn: ({ signal }) => findDictionary(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // The labels follow the language in use, so both decide when they are made anew.
  const dictionary = useMemo(
    () => (document.data && language === wanted ? buildDictionary(translateDictionary(document.data)) : null),
    [document.data, language, wanted],
  );
  if (document.isError && !dictionary) return <ProblemView error={document.error} onRetry={() => document.refetch()} />;
  if (!dictionary || wanted !== language) return <Waiting />;
  return (
    <DictionaryProvider value={dictionary} key={language}>
      {children}
    </DictionaryProvider>
  );
}
