// What the service worker tells of a message from afar, and where a press on it leads. It runs as the build writes it.
import { runInNewContext } from 'node:vm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { workerSource } from '../../build.ts';
import sl from '../i18n/sl.json';

type Heard = (event: {
  data?: { json: () => unknown };
  notification?: unknown;
  waitUntil: (work: Promise<unknown>) => void;
}) => void;

const heard: Record<string, Heard> = {};
let pages: { visibilityState: string; focus: () => Promise<void>; postMessage: (message: unknown) => void }[] = [];
let words: object | null = null;
let shown: { title: string; body: string; tag: string; data: string }[] = [];
let done: unknown[] = [];

const self = {
  addEventListener: (name: string, hear: Heard) => {
    heard[name] = hear;
  },
  clients: { matchAll: async () => pages, openWindow: async (page: string) => done.push(['open', page]) },
  registration: {
    showNotification: async (title: string, more: { body: string; tag: string; data: string }) =>
      shown.push({ title, ...more }),
  },
};
const caches = { match: async () => words && { json: async () => words } };

beforeAll(async () => {
  runInNewContext(await workerSource(), { self, caches, Intl, Date, URL });
});
beforeEach(() => {
  [pages, words, shown, done] = [[], null, [], []];
});

async function happens(name: string, event: object): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  heard[name]?.({ ...event, waitUntil: (one) => (work = one) });
  await work;
}

const told = {
  id: '7',
  kind: 'assigned',
  text: 'assigned',
  params: {},
  object: 'deal',
  title: 'Streha',
  excerpt: null,
  by: { id: '3', name: 'Ana' },
  count: 4,
  page: '/deals/2',
};
const push = (one: object) => happens('push', { data: { json: () => one } });

test('it is told in the words the page left, with their plural forms', async () => {
  words = { language: 'sl', zone: 'Europe/Ljubljana', texts: sl, objects: { deal: 'Posel' } };
  await push(told);
  const many = sl['notification.assigned_many_few'];
  expect(shown[0]).toMatchObject({
    title: many.replace('{name}', 'Ana').replace('{title}', 'Streha').replace('{count}', '3'),
    tag: '7',
    data: '/deals/2',
  });
  await push({ ...told, kind: 'due', text: 'due_soon', by: null, params: { due: '2026-11-27T08:00:00Z' } });
  expect(shown[1]?.title).toContain('9:00');
});

test('without words the title alone is told, and nothing where a page is looked at', async () => {
  await push(told);
  expect(shown[0]).toMatchObject({ title: 'Streha', body: '' });
  pages = [{ visibilityState: 'visible', focus: async () => {}, postMessage: () => {} }];
  await push(told);
  expect(shown).toHaveLength(1);
});

test('a press leads to the page: in a window that is open, or in a new one', async () => {
  const press = () =>
    happens('notificationclick', { notification: { data: '/deals/2', close: () => done.push('closed') } });
  await press();
  pages = [
    {
      visibilityState: 'hidden',
      focus: async () => void done.push('focus'),
      postMessage: (message) => done.push(message),
    },
  ];
  await press();
  expect(done).toEqual(['closed', ['open', '/deals/2'], 'closed', 'focus', { open: '/deals/2' }]);
});
