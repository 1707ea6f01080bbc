// The frame of the app: palette and shortcuts by keyboard only, favorites, the day on the home page, the tour, offline, installing, widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, rows, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const palette = () => page.getByRole('textbox', { name: 'Search' }).or(page.getByRole('searchbox', { name: 'Search' }));
const openPalette = async () => {
  await page.keyboard.press('Control+k');
  await palette().first().waitFor();
};
const action = (name) => page.locator('.mantine-Spotlight-action').filter({ hasText: name }).first();
const home = async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Tasks due' }).waitFor();
};
const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

test('Enter takes what suits the word as it stands, while the answer to a shorter one is still shown', async () => {
  await home();
  await openPalette();
  await page.keyboard.type('us');
  const records = page.locator('.mantine-Spotlight-action[data-kind=records]');
  await records.first().waitFor();
  const held = [];
  await page.route('**/api/v1/search?*', (route) => held.push(route));
  await page.keyboard.type('ers');
  await action('Users').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/settings\/users/);
  await page.unroute('**/api/v1/search?*');
  // A question that was given up needs no answer.
  for (const route of held) await route.continue().catch(() => {});
});

test('the palette ends within the window and its lines within the palette', async () => {
  const before = page.viewportSize();
  for (const size of [before, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    await home();
    await openPalette();
    await page.keyboard.type('nov');
    await page.locator('.mantine-Spotlight-action[data-kind=records]').nth(12).waitFor();
    const seen = await page.evaluate(() => {
      const one = (part) => document.querySelector(`.mantine-Spotlight-${part}`);
      const lines = one('actionsList').querySelector('.mantine-ScrollArea-viewport');
      const [icon, label] = one('action[data-selected]').firstElementChild.children;
      return {
        isLineCut: lines.scrollWidth > lines.clientWidth,
        isFootCut: one('content').scrollHeight > one('content').clientHeight,
        isIconLost: getComputedStyle(icon).color !== getComputedStyle(label).color,
      };
    });
    assert.deepEqual(seen, { isLineCut: false, isFootCut: false, isIconLost: false }, `${size.width} pixels`);
    await page.keyboard.press('Escape');
  }
  await page.setViewportSize(before);
});

test('the palette finds a record, a place and a page of the settings, by keyboard only', async () => {
  await home();
  await openPalette();
  await page.locator('.mantine-Spotlight-action[data-selected]').waitFor();
  await page.keyboard.type('users');
  await action('Users').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/settings\/users/);
  await openPalette();
  const { title } = await page.evaluate(async () => (await (await fetch('/api/v1/companies?limit=1')).json()).data[0]);
  await page.keyboard.type(`#${title}`);
  await action(title).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
});

test('the palette does something with the open record, and remembers it as recent', async () => {
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await openPalette();
  await page.keyboard.type('> add to fav');
  await action('Add to favorites').waitFor();
  await assertAccessible(page, 'palette');
  await screenshot(page, 'palette');
  await page.keyboard.press('Enter');
  const favorites = page.getByRole('navigation', { name: 'Navigation' }).getByRole('region', { name: 'Favorites' });
  await favorites.getByRole('link', { name: title }).waitFor();
  await page.reload();
  await favorites.getByRole('link', { name: title }).waitFor();
  await home();
  await openPalette();
  await action(title).waitFor();
  await page.keyboard.press('Escape');
  await page.goto('/companies');
  await favorites.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await openPalette();
  await page.keyboard.type('>remove from fav');
  await action('Remove from favorites').waitFor();
  await page.keyboard.press('Enter');
  await favorites.getByRole('link', { name: title }).waitFor({ state: 'detached' });
});

test('a choice of the open record is set from the palette', async () => {
  const id = await page.evaluate(async () => {
    const filter = JSON.stringify({ field: 'sector', op: 'is_not', value: 'retail' });
    return (await (await fetch(`/api/v1/companies?limit=1&filter=${encodeURIComponent(filter)}`)).json()).data[0].id;
  });
  await page.goto(`/companies/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await openPalette();
  await page.keyboard.type('>sector retail');
  await action('Sector: Retail').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    async (one) => (await (await fetch(`/api/v1/companies/${one}`)).json()).sector === 'retail',
    id,
  );
});

test('colleagues are found with @, and what is theirs with one key more', async () => {
  await home();
  await openPalette();
  await page.keyboard.type('@elin');
  await action('Elin').waitFor();
  await page.keyboard.press('Enter');
  await action(/Deals of Elin/).waitFor();
  await page.keyboard.press('Escape');
});

test('the sheet of shortcuts shows what is heard, and single keys stay out of inputs', async () => {
  await home();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByText('Commands and search').waitFor();
  await assertAccessible(page, 'shortcuts');
  await screenshot(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL(/\/deals/);
  await rows(page).first().waitFor();
  await page.getByPlaceholder(/Find in/).fill('');
  await page.getByPlaceholder(/Find in/).press('g');
  await page.getByPlaceholder(/Find in/).press('h');
  assert.match(page.url(), /\/deals/);
  assert.equal(await page.getByPlaceholder(/Find in/).inputValue(), 'gh');
  await page.getByPlaceholder(/Find in/).fill('');
  await page.locator('main').focus();
  await page.keyboard.press('/');
  await palette().first().waitFor();
  await page.keyboard.press('Escape');
});

test('the navigation folds to icons and back, and keeps it', async () => {
  await home();
  const bar = page.locator('aside').first();
  await page.keyboard.press('Control+b');
  await page.waitForFunction(() => document.querySelector('aside').clientWidth < 80);
  await page.reload();
  await page.waitForFunction(() => document.querySelector('aside')?.clientWidth < 80);
  await page.getByRole('link', { name: 'Deals', exact: true }).first().waitFor();
  await assertAccessible(page, 'narrow navigation');
  await bar.getByRole('button', { name: 'Unfold the navigation' }).click();
  const splitter = page.getByRole('separator', { name: 'Width of the navigation' });
  const before = (await bar.boundingBox()).width;
  await splitter.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((was) => document.querySelector('aside').clientWidth > was, before - 1);
  await page.keyboard.press('ArrowLeft');
});

test('a task is ticked off on the home page, and the tick is taken back', async () => {
  await home();
  const tasks = page.getByRole('region', { name: 'Tasks due' });
  const box = tasks.getByRole('checkbox').first();
  const label = await box.getAttribute('aria-label');
  await box.click();
  await tasks.getByRole('checkbox', { name: label }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await tasks.getByRole('checkbox', { name: label }).waitFor();
});

test('the numbers of the home page are those of the lists behind them', async () => {
  await home();
  await page.getByRole('radio', { name: 'Everyone’s' }).check({ force: true });
  const tile = page.getByRole('link', { name: /Open pipeline/ });
  await page.waitForFunction(() => /\d+ deals/.test(document.querySelector('main').textContent));
  const shown = Number(/(\d+) deals?/.exec(await tile.textContent())[1]);
  await tile.click();
  await page.waitForURL(/\/deals\?/);
  await rows(page).first().waitFor();
  const filter = new URL(page.url()).searchParams.get('filter');
  const count = await page.evaluate(
    async (text) =>
      (await (await fetch(`/api/v1/deals?limit=1&count=exact&filter=${encodeURIComponent(text)}`)).json()).count.value,
    filter,
  );
  assert.equal(shown, count);
});

test('the tour goes its five steps, is left with Escape and can be taken again', async () => {
  await home();
  const begin = async () => {
    await openPalette();
    await page.keyboard.type('>tour');
    await action('Take the tour').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Tour' }).getByText('Your day').waitFor();
  };
  await begin();
  await assertAccessible(page, 'tour');
  await screenshot(page, 'tour');
  for (const name of [
    'Everything is two keys away',
    'Where things are',
    'Lists are tables to work in',
    'It is yours',
  ]) {
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText(name).waitFor();
  }
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog', { name: 'Tour' }).waitFor({ state: 'detached' });
  await begin();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Tour' }).waitFor({ state: 'detached' });
});

test('offline is said, and over by itself', async () => {
  await home();
  await page.context().setOffline(true);
  await page.getByText('Kith cannot be reached. What you type is kept.').waitFor();
  await assertAccessible(page, 'offline');
  await screenshot(page, 'offline');
  await page.context().setOffline(false);
  await page.getByText('Back again.').waitFor();
  await page.getByText('Back again.').waitFor({ state: 'detached' });
});

test('it can be installed, opens without a network, and keeps no answer of the interface', async () => {
  const own = await openPage(browser, { address: kith.address, workers: true });
  await signIn(own, kith);
  const manifest = await own.evaluate(async () =>
    (await fetch(document.querySelector('link[rel=manifest]').getAttribute('href'))).json(),
  );
  assert.equal(manifest.display, 'standalone');
  for (const icon of manifest.icons) {
    const size = await own.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    assert.equal(size, icon.sizes);
  }
  await own.evaluate(() => navigator.serviceWorker.ready);
  await own.reload();
  await own.getByRole('heading', { name: 'Tasks due' }).waitFor();
  await own.goto('/people');
  await rows(own).first().waitFor();
  const kept = await own.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)),
    );
    return all.flat();
  });
  assert.ok(
    kept.some((url) => /\/assets\/index-.*\.js/.test(url)),
    'the app is kept',
  );
  assert.deepEqual(
    kept.filter((url) => /\/api\//.test(url)),
    [],
  );
  await own.context().setOffline(true);
  await own.reload();
  await own
    .getByText(/cannot be reached|not reached|Try again/)
    .first()
    .waitFor();
  await own.context().close();
});

test('from 360 to 2560 pixels nothing is wider than the window, in light and dark', async () => {
  const ids = await page.evaluate(async () => (await (await fetch('/api/v1/companies?limit=1')).json()).data[0].id);
  const paths = [
    '/',
    '/deals',
    '/companies',
    `/companies/${ids}`,
    '/deals/new',
    '/settings',
    '/import',
    '/trash',
    '/jobs',
  ];
  for (const [width, height] of [
    [360, 740],
    [2560, 1300],
  ]) {
    await page.setViewportSize({ width, height });
    for (const path of paths) {
      await page.goto(path);
      await page.locator('main h1, main [role=row]').first().waitFor();
      assert.equal(await isTooWide(), false, `${path} at ${width}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const dark = await openPage(browser, { address: kith.address, scheme: 'dark', phone: true });
  await signIn(dark, kith);
  await dark.getByRole('heading', { name: 'Tasks due' }).waitFor();
  await assertAccessible(dark, 'home on a dark phone');
  await screenshot(dark, 'home-phone-dark');
  await dark.context().close();
});

test('nothing broke on the way', () => {
  assert.deepEqual(
    page.complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(one)),
    [],
  );
});
