// Every address of the app, and everything a button opens, seen by axe in light and dark, wide and on a phone.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findSerious } from './axe.mjs';
import { openPage, rows, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let wide;
let phone;
let menus;
let dialogs;
const ids = {};

const PHONE = { width: 390, height: 844 };
const filter = (value) => encodeURIComponent(JSON.stringify(value));
const ROUTES = new URL('../src/routes/', import.meta.url);

/** Questions that find something in the demo company. */
const QUESTION = {
  object: 'purchase',
  by: [{ field: 'company.country' }, { field: 'purchased_at', bucket: 'year' }],
  measures: [{ measure: 'sum', field: 'total' }],
  chart: { kind: 'heat' },
};
const BUYERS = {
  linked: 'purchase.company',
  where: { field: 'purchased_at', op: 'within', value: { last: 90, unit: 'day' } },
};
const ASKED = { together: '?unit=customer&confidence=10', next: '?owner=all' };

/** An example or more for each path of the router. */
const ADDRESSES = {
  '/': () => ['/'],
  '/$plural': () => [
    '/companies',
    '/people',
    '/tasks?group=owner',
    '/deals?view=board',
    '/tasks?view=calendar',
    '/calls?view=timeline',
    '/deals?view=chart',
    `/people?filter=${filter({ field: 'job_title', op: 'is', value: 'nobody has this one' })}`,
    `/people?peek=person:${ids.person}`,
    '/no_such_object',
  ],
  '/$plural/new': () => ['/people/new', '/deals/new'],
  '/$plural/$id': () => [
    `/people/${ids.person}`,
    `/companies/${ids.company}`,
    `/notes/${ids.note}`,
    `/deals/${ids.deal}`,
    `/quotes/${ids.quote}`,
    `/products/${ids.product}`,
    '/people/nobody',
  ],
  '/import': () => ['/import'],
  '/import/$id': () => [`/import/${ids.import}`],
  '/lead_inbox': () => ['/lead_inbox'],
  '/jobs': () => ['/jobs'],
  '/attainment': () => ['/attainment'],
  '/forecast': () => ['/forecast'],
  '/companies/$id/plan': () => [`/companies/${ids.company}/plan`],
  '/automations': () => ['/automations'],
  '/automations/$id': () => [`/automations/${ids.automation}`],
  '/notifications': () => ['/notifications'],
  '/calendar': () => ['/calendar'],
  '/prices': () => ['/prices'],
  '/reports': () => ['/reports'],
  '/reports/new': () => [`/reports/new?ask=${filter(QUESTION)}`],
  '/reports/$id': () => [`/reports/${ids.report}`],
  '/dashboards': () => ['/dashboards'],
  '/dashboards/$id': () => [`/dashboards/${ids.dashboard}?edit=true`],
  '/dashboards/$id/snapshots/$snapshot': () => [`/dashboards/${ids.dashboard}/snapshots/${ids.snapshot}`],
  '/segments': () => ['/segments'],
  '/segments/new': () => [`/segments/new?object=company&rule=${filter(BUYERS)}`],
  '/segments/$id': () =>
    ['', '?part=moves', '?part=overlaps', '?part=audiences'].map((part) => `/segments/${ids.segment}${part}`),
  '/knowledge': () => ['/knowledge'],
  '/knowledge/$page': () =>
    [...readFileSync(new URL('../feature/knowledge/pages.ts', ROUTES), 'utf8').matchAll(/^ +\{?\s*key: '(\w+)'/gm)].map(
      ([, page]) => `/knowledge/${page}${ASKED[page] ?? ''}`,
    ),
  '/training': () => ['/training', '/training?part=courses'],
  '/training/lessons/$id': () => [`/training/lessons/${ids.lesson}`],
  '/training/courses/$id': () => [`/training/courses/${ids.course}`],
  '/training/lessons/$id/edit': () => [`/training/lessons/${ids.lesson}/edit`],
  '/settings/webhooks/$id': () => [`/settings/webhooks/${ids.webhook}`],
  '/trash': () => ['/trash'],
  '/history': () => ['/history', '/history?who=all'],
  '/duplicates': () => ['/duplicates'],
  '/duplicates/$plural': () => ['/duplicates/people'],
  '/duplicates/$plural/merge': () => [`/duplicates/people/merge?ids=${ids.person},${ids.second}`],
  '/duplicates/$plural/like': () => [`/duplicates/people/like?id=${ids.person}`],
  '/settings': () => ['/settings'],
  '/settings/$part': () =>
    [...readFileSync(new URL('../feature/setting/parts.ts', ROUTES), 'utf8').matchAll(/\{ key: '(\w+)'/g)].map(
      ([, part]) => `/settings/${part}`,
    ),
  '/settings/objects/$key': () => ['/settings/objects/company', `/settings/objects/${ids.own}`],
  '/settings/objects/$key/layout': () => ['/settings/objects/company/layout'],
  '/settings/roles/$id': () => ['/settings/roles/new', `/settings/roles/${ids.role}`, `/settings/roles/${ids.all}`],
};

const ask = (method, path, body) =>
  wide.evaluate(
    async ([verb, where, sent]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const isText = typeof sent === 'string';
      const answer = await fetch(`/api/v1${where}`, {
        method: verb,
        headers: { 'Content-Type': isText ? 'text/csv' : 'application/json', 'X-Kith-Csrf': csrf },
        body: isText ? sent : sent && JSON.stringify(sent),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${verb} ${where}: ${text}`);
      return text ? JSON.parse(text) : null;
    },
    [method, path, body],
  );

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  wide = await openPage(browser, { address: kith.address });
  phone = await openPage(browser, { address: kith.address, scheme: 'dark', phone: true });
  menus = await openPage(browser, { address: kith.address });
  dialogs = await openPage(browser, { address: kith.address });
  await Promise.all([wide, phone, menus, dialogs].map((page) => signIn(page, kith)));
  const people = (await ask('GET', '/people?limit=2')).data;
  ids.person = people[0].id;
  ids.second = people[1].id;
  ids.company = (await ask('GET', '/companies?limit=1')).data[0].id;
  const roles = (await ask('GET', '/roles')).data;
  ids.role = roles.find((one) => one.name === 'Seller').id;
  ids.all = roles.find((one) => one.name === 'Administrator').id;
  const { user } = await ask('GET', '/session');
  const note = {
    person: ids.person,
    body: `**Call** @[${user.name}](user:${user.id}):\n\n- the price\n- [the day](https://a.example)`,
  };
  ids.note = (await ask('POST', '/notes', note)).id;
  const recipe = (await ask('GET', '/automation-recipes')).data[0];
  ids.automation = (await ask('POST', '/automations', { name: recipe.name, definition: recipe.definition })).id;
  ids.course = (await ask('POST', '/courses', { name: 'Asking first', published: true })).id;
  const lesson = { name: 'Consent', course: ids.course, body: '# Ask\n\nAsk, then send.' };
  ids.lesson = (await ask('POST', '/lessons', lesson)).id;
  const webhook = { name: 'Web shop', url: 'https://shop.example/kith', listens: [{ object: 'company' }] };
  ids.webhook = (await ask('POST', '/webhooks', webhook)).id;
  ids.deal = (
    await ask('POST', '/deals/query', { filter: { field: 'outcome', op: 'is', value: 'open' }, limit: 1 })
  ).data[0].id;
  ids.quote = (await ask('POST', `/deals/${ids.deal}/quotes`, {})).id;
  ids.product = (await ask('GET', '/products?limit=1')).data[0].id;
  ids.dashboard = (await ask('GET', '/dashboards')).data[0].id;
  ids.snapshot = (await ask('POST', `/dashboards/${ids.dashboard}/snapshots`)).id;
  ids.report = (await ask('GET', '/reports')).data[0].id;
  ids.segment = (await ask('GET', '/segments/overview')).data[0].id;
  assert.ok(ids.lesson && ids.webhook);
  // What the pages show only when there is some of it: a key, something in the trash, an import, an object of one's own.
  await ask('POST', '/api_keys', { name: 'Web shop', role: ids.role });
  const gone = await ask('POST', '/companies', { name: 'Gone d.o.o.' });
  await ask('DELETE', `/companies/${gone.id}`);
  ids.own = (
    await ask('POST', '/dictionary/objects', {
      key: 'x_machine',
      plural: 'x_machines',
      label: 'Machine',
      label_plural: 'Machines',
    })
  ).key;
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** Colors on their way to other ones are neither. */
const settled = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const ends = (one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map((one) => one.finished),
    );
  });

/** Nothing is waited for any more: a skeleton has no words to judge. */
async function still(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('main')?.textContent.trim() &&
      !document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]'),
  );
  await settled(page);
}

/** What makes the page wider than the screen and goes on to: a page that was made narrow settles first, on a busy machine slowly. */
const tooWide = (page) =>
  page
    .waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
    .then(
      () => null,
      () =>
        page.evaluate(() => {
          const { clientWidth, scrollWidth } = document.documentElement;
          const widest = [...document.querySelectorAll('body *')].filter((one) => {
            const { right, width } = one.getBoundingClientRect();
            return width && Math.abs(right - scrollWidth) < 2;
          });
          const names = widest
            .slice(-3)
            .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`);
          return `${scrollWidth} of ${clientWidth}: ${names.join(' | ')}`;
        }),
    );

async function inScheme(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => document.documentElement.dataset.mantineColorScheme === scheme, colorScheme);
  await settled(page);
}

/** Looks at what stands over the page in both schemes, and notes what is wrong. */
async function look(page, name, found) {
  for (const colorScheme of ['light', 'dark']) {
    await inScheme(page, colorScheme);
    const only = colorScheme === 'dark' ? 'color-contrast' : null;
    for (const one of await findSerious(page, { within: '[data-portal]', only }))
      found.push(`${name}, ${colorScheme}: ${one}`);
  }
}

test('the list of addresses is that of the router', () => {
  const paths = readdirSync(ROUTES)
    .map((file) => readFileSync(new URL(file, ROUTES), 'utf8'))
    .flatMap((text) => [...text.matchAll(/createRoute\(\{[^}]*?path: '([^']+)'/gs)].map(([, path]) => path));
  assert.ok(paths.length > 15);
  assert.deepEqual([...new Set(paths)].sort(), Object.keys(ADDRESSES).sort());
});

test('a table is on its way in', async () => {
  await wide.goto('/import');
  await wide.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('First Name;Last Name\nZarja;Uvoz'),
  });
  await wide.waitForURL(/\/import\/./);
  ids.import = new URL(wide.url()).pathname.split('/').at(-1);
});

/** Buttons that open menus and popovers; one that is like another (the menu of each column) is told from it by its name. */
const openersOf = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button[aria-haspopup], [role=button][aria-haspopup]')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
      .map((one, place) => {
        one.dataset.opener = String(place);
        return { name: (one.getAttribute('aria-label') ?? one.textContent).trim(), place };
      }),
  );

const press = (name, exact = true) => dialogs.getByRole('button', { name, exact }).first().click();
const chosen = async (...places) => {
  await rows(dialogs).first().waitFor();
  for (const place of places) await dialogs.getByRole('row').getByRole('checkbox').nth(place).click();
};
const bar = () => dialogs.getByLabel('With the chosen records');
const more = async (of, item) => {
  await press(of);
  await dialogs.getByRole('menuitem', { name: item }).click();
};

/** Where it is, and the way to it. */
const DIALOGS = [
  ['the palette', '/', () => dialogs.keyboard.press('Control+k')],
  ['the shortcuts', '/', () => dialogs.keyboard.press('?')],
  ['a filter', '/companies', () => press('Filter')],
  ['saving a view', '/companies?sort=-name', () => press('Save view')],
  ['a form inside a form', '/deals/new', inlineForm],
  [
    'editing many',
    '/companies',
    async () => {
      await chosen(1, 2);
      await bar().getByRole('button', { name: 'Edit' }).click();
    },
  ],
  [
    'tags of many',
    '/companies',
    async () => {
      await chosen(1, 2);
      await bar().getByRole('button', { name: 'Tags' }).click();
    },
  ],
  [
    'removing many',
    '/companies',
    async () => {
      await chosen(1, 2);
      await bar().getByRole('button', { name: 'Remove' }).click();
    },
  ],
  ['who can see a record', () => `/people/${ids.person}`, () => more('More actions', /Who can see/)],
  [
    'a new object',
    '/settings/objects',
    async () => {
      await press('New object');
      await press('In other languages');
    },
  ],
  [
    'a new field',
    '/settings/objects/company',
    async () => {
      await press('Add a field');
      await dialogs.getByRole('radio', { name: 'Choice', exact: true }).click();
      await press('In other languages');
    },
  ],
  [
    'a calculated field',
    '/settings/objects/company',
    async () => {
      await press('Add a field');
      await dialogs.getByRole('radio', { name: 'Formula', exact: true }).click();
    },
  ],
  ['removing an object', () => `/settings/objects/${ids.own}`, () => more('More for Machines', /^Remove/)],
  ['inviting a user', '/settings/users', () => press('Invite a user')],
  ['changing a user', '/settings/users', () => more('More for Nina Kralj', 'Name, e-mail, password')],
  ['switching a user off', '/settings/users', () => more('More for Nina Kralj', /Switch off/)],
  ['a new team', '/settings/teams', () => press('New team')],
  ['a new key', '/settings/keys', () => press('New API key')],
  ['removing a key', '/settings/keys', () => press('Remove Web shop')],
  ['removing a role', '/settings/roles', () => more('More for Viewer', /Remove/)],
  ['ending a record', '/trash', () => more('More for Gone d.o.o.', 'Delete for good')],
  ['emptying the trash', '/trash', () => press('Empty the trash', false)],
  ['undoing an act', '/history', () => press('Undo: ', false)],
];

async function inlineForm() {
  const box = dialogs.getByRole('textbox', { name: 'Company' });
  await box.fill('Nobody has this name');
  await dialogs
    .getByRole('option', { name: /Create/ })
    .first()
    .click();
}

// Each has a page of its own: two are looked at side by side.
describe('axe finds nothing serious', { concurrency: 2 }, () => {
  // The dark has other colors and nothing else, and the frame is the same around every page: both are seen wide and narrow on the pages of the menu,
  // the other pages are seen in the light where they are wide and in the dark where they are narrow.
  for (const [how, pageOf, scheme] of [
    ['wide', () => wide, 'light'],
    ['on a phone', () => phone, 'dark'],
  ])
    test(`every address, ${how}`, async () => {
      const page = pageOf();
      const other = scheme === 'light' ? 'dark' : 'light';
      const found = [];
      for (const address of Object.values(ADDRESSES).flatMap((examples) => examples())) {
        const isOfMenu = address.lastIndexOf('/') === 0;
        await page.emulateMedia({ colorScheme: scheme });
        await page.goto(address);
        await still(page);
        for (const one of await findSerious(page, { frame: isOfMenu })) found.push(`${address}, ${scheme}: ${one}`);
        if (isOfMenu) {
          await inScheme(page, other);
          for (const one of await findSerious(page, { only: 'color-contrast' }))
            found.push(`${address}, ${other}: ${one}`);
        }
        const wider = await tooWide(page);
        if (wider) found.push(`${address} is wider than the screen: ${wider}`);
      }
      assert.deepEqual(found, []);
      assert.deepEqual(page.complaints, []);
    });

  test('every menu that a button of these pages opens', async () => {
    const found = [];
    const opened = new Set();
    for (const address of [
      '/companies',
      '/deals?view=board',
      '/tasks?view=calendar',
      '/deals?view=chart',
      `/people/${ids.person}`,
      '/people/new',
      '/trash',
      '/settings/objects/company',
      '/settings/objects/company/layout',
      '/settings/users',
      '/settings/teams',
      '/settings/roles',
    ]) {
      await menus.goto(address);
      await still(menus);
      for (const { name, place } of await openersOf(menus)) {
        const kind = name.replace(/^(\w+ (for|of|on)) .*/, '$1').replace(/^\p{Lu}{3}\p{Ll}.*/u, 'somebody');
        if (opened.has(kind)) continue;
        opened.add(kind);
        await menus.locator(`[data-opener="${place}"]`).click();
        const layer = menus
          .locator(':is([data-portal] :is([role=menu], [role=dialog], [role=listbox])):visible')
          .first();
        await layer.waitFor();
        await look(menus, `“${name}” on ${address}`, found);
        await menus.keyboard.press('Escape');
        await layer.waitFor({ state: 'detached' });
      }
    }
    assert.ok(opened.size >= 12, `${opened.size} were opened`);
    assert.deepEqual(found, []);
  });

  test('every dialog', async () => {
    const found = [];
    for (const [name, address, open] of DIALOGS) {
      await dialogs.goto(typeof address === 'string' ? address : address());
      try {
        await still(dialogs);
        await open();
        await dialogs.locator('[role=dialog]').last().waitFor();
      } catch (error) {
        found.push(`${name}: ${error.message.slice(0, 300)}`);
        continue;
      }
      await look(dialogs, name, found);
      await dialogs.setViewportSize(PHONE);
      const wider = await tooWide(dialogs);
      if (wider) found.push(`${name} is wider than a phone: ${wider}`);
      await dialogs.setViewportSize({ width: 1440, height: 900 });
    }
    assert.deepEqual(found, []);
    assert.deepEqual(dialogs.complaints, []);
  });
});
