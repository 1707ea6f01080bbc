// Practice: from a lesson into a workspace of one's own, which is made before one's eyes; what is changed there is not changed in the real one;
// begun anew it is as it was; and every page says where one is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;

before(async () => {
  process.env.KITH_E2E_SIZE ??= '0.02';
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const banner = () => page.getByRole('region', { name: 'Practice workspace' });

/** How many companies of a name a workspace has, asked of its own interface. */
const companies = (below, name) =>
  page.evaluate(
    async ([below, name]) => {
      const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'is', value: name }));
      const answer = await fetch(`${below}/api/v1/companies?filter=${filter}`);
      return (await answer.json()).data.length;
    },
    [below, name],
  );

test('a lesson leads to the page of the practice workspace it speaks of', async () => {
  await page.goto('/training');
  await page
    .getByRole('link', { name: /What was promised/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Try it in the practice workspace' }).click();
  const make = page.getByRole('button', { name: 'Make my practice workspace' });
  await make.waitFor();
  await assertAccessible(page, 'the door of practice');
  await make.click();
  await page.getByRole('progressbar', { name: /Making a company/ }).waitFor();
  await banner().waitFor({ timeout: 120_000 });
  assert.match(page.url(), /\/practice\/companies/);
  await assertAccessible(page, 'the practice workspace');
  await screenshot(page, 'practice');
});

test('what is made in practice stays there, and goes when it is made anew', async () => {
  await page.goto('/practice/companies/new');
  await page.getByLabel('Name').first().fill('Only tried');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/practice\/companies\/[0-9a-f-]{36}/);
  assert.ok(await banner().isVisible());
  assert.equal(await companies('/practice', 'Only tried'), 1);
  assert.equal(await companies('', 'Only tried'), 0);

  await banner().getByRole('button', { name: 'Start anew…' }).click();
  await page.getByRole('menuitem', { name: 'Make it anew' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make it anew' }).click();
  await page.getByRole('progressbar', { name: /Making a company/ }).waitFor();
  await banner().waitFor({ timeout: 120_000 });
  assert.equal(await companies('/practice', 'Only tried'), 0);

  await banner().getByRole('link', { name: 'Leave practice' }).click();
  await page.getByRole('navigation').first().waitFor();
  assert.equal(await banner().count(), 0);
  assert.doesNotMatch(page.url(), /practice/);
});
