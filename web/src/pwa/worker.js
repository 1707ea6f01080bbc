// Keeps the app itself on the device, so that it opens at once and without a network. It keeps nothing that was asked of the interface:
// answers hold what people know about their customers, and this cache outlives a session. The build fills in the three names below.
const VERSION = '__VERSION__';
const SHELL = ['__SHELL__'];
const LATER = ['__LATER__'];
const CACHE = `kith-app-${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(['/', ...SHELL])));
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    for (const name of await caches.keys())
      if (name.startsWith('kith-app-') && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

// The pages that were not opened yet are fetched when there is time for it; a page that lacks one would break after an upgrade.
async function fetchRest() {
  const cache = await caches.open(CACHE);
  for (const file of LATER) if (!(await cache.match(file))) await cache.add(file).catch(() => {});
}

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
  if (event.data === 'fetch the rest') event.waitUntil(fetchRest());
});

async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    // Every address of the app is the same page, which reads its address.
    return (await caches.match('/')) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || /^(\/practice)?\/api\//.test(url.pathname))
    return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/scheme.js') event.respondWith(asset(request));
});

// What the build copies in from `sentence.ts`.
// __SENTENCE__

// A notification comes from afar, locked for this browser. The words to tell it with were left here by the page that switched this on; they
// are texts of the app, nothing that was asked of the interface.
function tellingOf({ language, zone, texts }) {
  const plurals = new Intl.PluralRules(language);
  const t = (key, params = {}) => {
    const { count } = params;
    const form = typeof count === 'number' ? (texts[`${key}_${plurals.select(count)}`] ?? texts[`${key}_other`]) : null;
    return (form ?? texts[key] ?? key).replace(/\{(\w+)(?::\w+)?\}/g, (whole, name) => {
      const value = params[name];
      return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(language) : value;
    });
  };
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  return { t, when: (moment) => format.format(new Date(moment)) };
}

async function tell(one) {
  // Who looks at a page sees the bell.
  const pages = await self.clients.matchAll({ type: 'window' });
  if (pages.some((page) => page.visibilityState === 'visible')) return;
  const kept = await caches.match('/push-words');
  const words = kept ? await kept.json() : { language: 'en', texts: {}, objects: {} };
  const telling = tellingOf(words);
  // Without words, the title alone.
  const title = kept ? sentence(one, words.objects[one.object], telling) : (one.title ?? 'Kith');
  const body = kept ? detail(one, telling) : '';
  await self.registration.showNotification(title, { body, tag: one.id, icon: '/icons/192.png', data: one.page });
}

self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(tell(event.data.json()));
});

async function open(page) {
  const [known] = await self.clients.matchAll({ type: 'window' });
  if (!known) return self.clients.openWindow(page);
  await known.focus();
  known.postMessage({ open: page });
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data ?? '/notifications'));
});
