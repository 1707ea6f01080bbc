// The session for every screen below it: who is signed in, where, and with which rights to settings.
import { createContext, useContext } from 'react';
import type { Session } from '../api/types.ts';

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside SessionProvider');
  return session;
}
