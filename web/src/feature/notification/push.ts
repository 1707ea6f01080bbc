// Telling this browser when no page of Kith is open: by its push service, locked so that only this browser can read it. Where a browser has
// none, or refuses, it is told while a page is open.
import { createPushSubscription, removePushSubscription, showPush } from '../../api/notifications.ts';
import { userZone } from '../../i18n/format.ts';
import { currentLanguage, textsOf } from '../../i18n/index.ts';

/** Under which the server knows this browser. */
const KEPT = 'kith-push';
const WORDS = 'kith-push-words';

/** Whether this browser is told by its push service. */
export const isPushed = (): boolean => localStorage.getItem(KEPT) !== null;

/** The bytes of a key, as browsers take it. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const isOf = (subscription: PushSubscription, key: Uint8Array): boolean => {
  const own = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0));
  return own.length === key.length && own.every((byte, place) => byte === key[place]);
};

/** What the worker tells notifications with. */
async function keepWords(objects: ReadonlyMap<string, string>): Promise<void> {
  // The texts come with the sentences.
  await import('./words.ts');
  const words = {
    language: currentLanguage(),
    zone: userZone(),
    texts: textsOf(['notification.', 'record.untitled']),
    objects: Object.fromEntries(objects),
  };
  await (await caches.open(WORDS)).put('/push-words', new Response(JSON.stringify(words)));
}

/** Makes this browser known, or makes sure that it still is. Answers whether it is told by its push service. */
export async function beginPush(objects: ReadonlyMap<string, string>): Promise<boolean> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    if (!registration?.active || !registration.pushManager) return false;
    const key = bytesOf((await showPush()).key);
    let subscription = await registration.pushManager.getSubscription();
    // The installation may have another key since then.
    if (subscription && !isOf(subscription, key)) {
      await subscription.unsubscribe();
      subscription = null;
    }
    subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = subscription.toJSON();
    if (!endpoint || !keys?.p256dh || !keys.auth) return false;
    const { id } = await createPushSubscription({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
    await keepWords(objects);
    localStorage.setItem(KEPT, id);
    return true;
  } catch {
    localStorage.removeItem(KEPT);
    return false;
  }
}

/** Ends it: when it is switched off, and when somebody signs out. */
export async function endPush(): Promise<void> {
  const id = localStorage.getItem(KEPT);
  if (!id) return;
  localStorage.removeItem(KEPT);
  await removePushSubscription(id).catch(() => {});
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
    await caches.delete(WORDS);
  } catch {
    // What the server does not send any more does not come.
  }
}
