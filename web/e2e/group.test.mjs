// A list in groups: the counts are those of the rows, heads are walked with the keys, and menus of cells narrow, group and sort.
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

const heads = () => page.locator('[data-group]');
const search = () => new URL(page.url()).searchParams;
const at = (row, column) => page.locator(`[data-place="${row}:${column}"]`);
/** Asks the list itself how many records a filter finds. */
const counted = (plural, filter) =>
  page.evaluate(
    async ([name, told]) => {
      const query = new URLSearchParams({ filter: told, fields: 'id', limit: '1', count: 'exact' });
      return (await (await fetch(`/api/v1/${name}?${query}`)).json()).count.value;
    },
    [plural, filter],
  );
const shownCount = async (head) => Number((await head.locator('span').nth(1).textContent()).replace(/\D/g, ''));
/** Opens the first group and compares the count in its head with what its rows are asked by. */
async function firstGroupHolds(plural) {
  const head = heads().first();
  await head.waitFor();
  const asked = page.waitForRequest((one) => one.url().includes(`/api/v1/${plural}?`) && one.url().includes('filter='));
  await head.click();
  const filter = new URL((await asked).url()).searchParams.get('filter');
  assert.equal(await counted(plural, filter), await shownCount(head), filter);
}

test('a group opens onto its own rows, and the grouping stands in the address', async () => {
  await page.goto('/deals');
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Stage', exact: true }).click();
  await heads().first().waitFor();
  assert.equal(search().get('group'), 'stage');
  await firstGroupHolds('deals');
  const name = await heads().first().locator('span').first().textContent();
  await at(0, 2).waitFor();
  assert.equal((await at(0, 2).textContent()).trim(), name);
  await page.getByText('Amount').first().waitFor();
  await assertAccessible(page, 'groups');
  await screenshot(page, 'groups');
});

test('heads are walked, opened and closed with the keys', async () => {
  await page.goto('/companies?group=sector');
  await heads().nth(1).waitFor();
  await heads().first().focus();
  await page.keyboard.press('ArrowDown');
  const second = heads().nth(1);
  assert.ok(await second.evaluate((head) => head === document.activeElement));
  for (const [key, expanded] of [
    ['Enter', 'true'],
    ['ArrowLeft', 'false'],
    ['ArrowRight', 'true'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await second.getAttribute('aria-expanded'), expanded, key);
  }
});

for (const span of ['month', 'quarter', 'year']) {
  test(`a ${span} counts what its days hold, in days and in moments`, async () => {
    await page.goto(`/deals?group=close_date:${span}`);
    await firstGroupHolds('deals');
    await page.goto(`/deals?group=created_at:${span}`);
    await firstGroupHolds('deals');
  });
}

test('the menu of a cell narrows to its value and groups by its column', async () => {
  await page.goto('/companies?columns=name,sector,employees&sort=created_at');
  await at(2, 0).getByRole('link').waitFor();
  const sector = (await at(0, 1).textContent()).trim();
  await at(0, 1).click({ button: 'right', position: { x: 4, y: 4 } });
  await page.getByRole('menuitem', { name: 'Only these' }).click();
  await page.waitForURL(/filter=/);
  assert.equal(JSON.parse(search().get('filter')).op, 'is');
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-place="1:1"]')?.textContent.trim() === wanted,
    sector,
  );
  await at(0, 1).click({ button: 'right', position: { x: 4, y: 4 } });
  await page.getByRole('menuitem', { name: 'Group by this' }).click();
  await heads().first().waitFor();
  assert.equal(await heads().count(), 1);
});

test('the menu of a column sorts and hides it, also from the keyboard', async () => {
  await page.goto('/companies?columns=name,sector,employees');
  await at(0, 2).waitFor();
  await page.getByRole('columnheader', { name: 'Employees' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Sort descending' }).click();
  await page.waitForURL(/sort=-employees/);
  await at(0, 2).click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Hide column' }).click();
  await page.waitForURL((url) => url.searchParams.get('columns') === 'name,sector');
  assert.deepEqual(page.complaints, []);
});

test('on a phone a grouped list that was sent can be left', async () => {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/companies?group=sector');
  await heads().first().waitFor();
  await page.getByRole('button', { name: 'Group · Sector' }).click();
  await page.getByRole('button', { name: 'No grouping' }).click();
  await page.waitForURL((url) => !url.searchParams.has('group'));
  assert.equal(await heads().count(), 0);
  await page.setViewportSize(before);
  assert.deepEqual(page.complaints, []);
});
