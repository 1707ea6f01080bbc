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
