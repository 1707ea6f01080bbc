// A stream of server-sent events that comes back by itself: with growing pauses, at once when the network is there again, and not while
// nobody is signed in.
import { get, urlOf } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { tellReach } from '../api/reach.ts';

const FIRST = 800;
const LONGEST = 30_000;

/** The pause before the next try; a little of chance keeps all tabs of a company from knocking at the same moment. */
export function pauseBefore(attempt: number, chance: number): number {
  return Math.min(LONGEST, FIRST * 2 ** attempt) * (0.75 + chance / 2);
}

export interface Stream {
  close: () => void;
  /** Tries now instead of at the end of the pause. */
  retry: () => void;
}

export function openStream(
  path: string,
  heard: Readonly<Record<string, (data: string) => void>>,
  onBack: () => void,
): Stream {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let wasLost = false;
  let closed = false;

  const open = () => {
    clearTimeout(timer);
    timer = undefined;
    source?.close();
    source = new EventSource(urlOf(path));
    for (const [name, listener] of Object.entries(heard))
      source.addEventListener(name, (event) => listener((event as MessageEvent<string>).data));
    source.onopen = () => {
      attempt = 0;
      tellReach(true);
      // What happened meanwhile was not heard.
      if (wasLost) onBack();
      wasLost = false;
    };
    source.onerror = () => {
      source?.close();
      source = undefined;
      wasLost = true;
      void ask();
    };
  };
  // A stream says nothing of why it ended; a plain request does.
  const ask = async () => {
    try {
      await get('/session');
    } catch (error) {
      // Whoever is asked for the password again opens the page's streams anew by signing in.
      if (error instanceof Problem && error.code === 'unauthenticated') attempt = Math.max(attempt, 4);
    }
    if (closed || source) return;
    timer = setTimeout(open, pauseBefore(attempt, Math.random()));
    attempt += 1;
  };
  const retry = () => {
    if (closed || (source && source.readyState !== EventSource.CLOSED)) return;
    attempt = 0;
    open();
  };
  const lost = () => tellReach(false);
  const found = () => {
    // A stream may outlive a short loss; then a plain request has to say that all is well.
    if (source) void get('/session').catch(() => {});
    retry();
  };
  window.addEventListener('online', found);
  window.addEventListener('offline', lost);
  open();
  return {
    retry,
    close: () => {
      closed = true;
      clearTimeout(timer);
      source?.close();
      window.removeEventListener('online', found);
      window.removeEventListener('offline', lost);
    },
  };
}
