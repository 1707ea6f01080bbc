// Where the app stands: in the real workspace, or in the practice workspace below /practice. Whoever writes an address of the app by hand,
// or keeps something on this device, asks here, so that the two never get into each other's way.
const BELOW = '/practice';
const path = typeof window === 'undefined' ? '/' : window.location.pathname;

/** Whether this is the practice workspace. */
export const inPractice = path === BELOW || path.startsWith(`${BELOW}/`);

/** What stands before each address: nothing in the real workspace. */
export const home = inPractice ? BELOW : '';

/** An address of the app as a browser has it. */
export const outward = (inside: string): string => `${home}${inside}`;

/** The page a browser shows, as the app calls it. */
export const pageNow = (): string => window.location.pathname.slice(home.length) || '/';

/** The page of the practice workspace for an address of the app. */
export const toPractice = (inside: string): string => `${BELOW}${inside}`;

/** The name under which something is kept on this device. */
export const keptAs = (name: string): string => (inPractice ? `practice-${name}` : name);
