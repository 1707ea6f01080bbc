// What is set of lists and pages: sorted and grouped on a phone, saved views put in another sequence, fields of a page in tabs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

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

const api = (method, path, body) =>
  page.evaluate(
    async ([verb, address, told]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${address}`, {
        method: verb,
        headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf },
        body: told ? JSON.stringify(told) : undefined,
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );

test('a table on a phone is sorted, grouped, and its columns are chosen', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true });
  await signIn(phone, kith);
  await phone.goto('/companies');
  await phone.getByRole('row').nth(1).waitFor();
  const search = () => new URL(phone.url()).searchParams;
  await phone.getByRole('button', { name: 'Sort', exact: true }).click();
  await phone.getByRole('dialog').getByRole('checkbox', { name: 'Founded' }).first().click();
  await phone.waitForURL((url) => url.searchParams.get('sort') === 'founded');
  await phone.getByRole('button', { name: /^Ascending/ }).click();
  await phone.waitForURL((url) => url.searchParams.get('sort') === '-founded');
  await assertAccessible(phone, 'sort-phone');
  await screenshot(phone, 'sort-phone');
  await phone.keyboard.press('Escape');
  const told = await api('GET', '/companies?sort=-founded&fields=name&limit=1');
  await phone.getByRole('row').filter({ hasText: told.body.data[0].title }).first().waitFor();
  await phone.getByRole('button', { name: 'Group', exact: true }).click();
  await phone.getByRole('dialog').getByRole('checkbox', { name: 'Sector', exact: true }).first().click();
  await phone.waitForURL((url) => url.searchParams.get('group') === 'sector');
  await phone.getByRole('button', { name: 'Columns' }).waitFor();
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await screenshot(phone, 'group-phone');
  assert.equal(search().get('sort'), '-founded');
  await phone.context().close();
});

test('saved views are put in another sequence with the keys and by dragging, and stay so', async () => {
  for (const name of ['First view', 'Second view', 'Third view'])
    assert.equal(
      (await api('POST', '/views', { object: 'person', name, kind: 'table', state: {}, position: 20 + name.length }))
        .status,
      201,
    );
  await page.goto('/people');
  const names = () => page.locator('[data-view]').allTextContents();
  await page
    .getByRole('link', { name: /Third view/ })
    .first()
    .waitFor();
  const before = await names();
  const last = before.at(-1);
  const tab = page.locator('[data-view]').last().getByRole('link');
  await tab.focus();
  const done = page.waitForResponse((one) => one.request().method() === 'PATCH' && one.url().includes('/views/'));
  await page.keyboard.press('Alt+ArrowLeft');
  await done;
  await page.waitForFunction(
    ([name, at]) => document.querySelectorAll('[data-view]')[at]?.textContent === name,
    [last, before.length - 2],
  );
  // The focus goes along, so that it can be moved on.
  assert.equal(await page.evaluate(() => document.activeElement?.closest('[data-view]')?.textContent), last);
  await page.reload();
  await page
    .getByRole('link', { name: /Third view/ })
    .first()
    .waitFor();
  const moved = await names();
  assert.equal(moved.at(-2), last);

  const from = await page.locator('[data-view]').last().boundingBox();
  const to = await page
    .locator('[data-view]')
    .nth(moved.length - 3)
    .boundingBox();
  await page.mouse.move(from.x + 30, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 12, { steps: 4 });
  await page.mouse.move(to.x + 20, to.y + 12, { steps: 8 });
  await screenshot(page, 'views-dragged');
  const saved = page.waitForResponse((one) => one.request().method() === 'PATCH' && one.url().includes('/views/'));
  await page.mouse.up();
  await saved;
  await page.waitForFunction(
    ([name, at]) => document.querySelectorAll('[data-view]')[at]?.textContent === name,
    [moved.at(-1), moved.length - 3],
  );
  // Letting go is no press: the list is as it was.
  assert.equal(new URL(page.url()).searchParams.get('saved'), null);
});

test('fields stand in tabs that are named in several languages, on the page and in the panel', async () => {
  const set = await api('PUT', '/layouts/company', {
    sections: [
      { key: 'main', label: 'Main', fields: [{ field: 'name' }] },
      { key: 'size', label: 'Size', fields: [{ field: 'sector' }] },
    ],
  });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  await page.goto('/settings/objects/company/layout');
  await page.getByRole('button', { name: 'Add a tab' }).click();
  await page.getByLabel('Name of the tab').fill('Business');
  await page.getByRole('button', { name: 'Business in other languages' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Slovenian|Slovenščina/i })
    .fill('Posel');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Size in other languages' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Slovenian|Slovenščina/i })
    .fill('Velikost');
  await page.keyboard.press('Escape');
  await page.getByLabel('Tab of Size').selectOption({ label: 'Business' });
  await assertAccessible(page, 'layout-tabs');
  await screenshot(page, 'layout-tabs');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByText(/was saved|saved/i)
    .first()
    .waitFor();
  const told = (await api('GET', '/layouts')).body.data.find(({ object }) => object === 'company');
  assert.deepEqual(told.tabs, [{ key: 'tab_1', label: 'Business', labels: { sl: 'Posel' } }]);
  assert.deepEqual([told.sections[1].tab, told.sections[1].labels], ['tab_1', { sl: 'Velikost' }]);

  const filter = encodeURIComponent(JSON.stringify({ field: 'sector', op: 'is_not_empty' }));
  const [company, next] = (await api('GET', `/companies?filter=${filter}&sort=name&limit=2`)).body.data;
  await page.goto(`/companies?filter=${filter}&sort=name`);
  await page.getByRole('link', { name: company.title }).first().click();
  await page.getByRole('tab', { name: 'Business' }).click();
  await page.waitForURL((url) => url.searchParams.get('tab') === 'tab_1');
  await page.getByRole('tabpanel').getByText('Sector').waitFor();
  await assertAccessible(page, 'record-tab');
  await screenshot(page, 'record-tab');
  // The next record is looked at in the same tab.
  await page.getByRole('button', { name: 'Next record' }).click();
  await page.waitForURL((url) => url.pathname.endsWith(next.id) && url.searchParams.get('tab') === 'tab_1');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('region', { name: 'Fields' }).waitFor();
  assert.equal(await page.getByRole('region', { name: 'Fields' }).getByText('Sector').count(), 0);
  await page.goto(`/companies?peek=${company.id}`);
  await page.locator('aside[data-panel]').getByRole('tab', { name: 'Business' }).click();
  await page.locator('aside[data-panel]').getByRole('tabpanel').getByText('Sector').waitFor();
  await screenshot(page, 'panel-tab');
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.complaints, []);
});
