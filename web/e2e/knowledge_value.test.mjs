// What customers are worth and who is leaving: answered, explained, drilled into, turned into tasks, and told on the page of a customer.
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

const ask = (path) => page.evaluate(async (url) => (await fetch(`/api/v1${url}`)).json(), path);
const main = () => page.locator('main');

test('what customers are worth is said in a sentence, tested, and leads to the customers', async () => {
  await page.goto(`${kith.address}/knowledge/value`);
  await page.getByText(/customers are still customers\. In the next 52 weeks/).waitFor();
  await main()
    .getByText(/it had not seen/)
    .first()
    .waitFor();
  const best = main().getByRole('region', { name: 'Your most valuable customers' });
  assert.ok((await best.getByRole('row').count()) > 5);
  await main().getByRole('region', { name: 'Tested on what it had not seen' }).waitFor();
  await assertAccessible(page, 'value');
  await screenshot(page, 'value');
  // Another horizon is another question, and the address holds it.
  await page.getByRole('combobox', { name: 'Look ahead' }).click();
  await page.getByRole('option', { name: '26 weeks' }).click();
  await page.getByText(/In the next 26 weeks/).waitFor();
  assert.match(page.url(), /weeks=26/);
  const first = best.getByRole('row').nth(1).getByRole('link');
  const name = await first.textContent();
  await first.click();
  await page.getByRole('heading', { name }).first().waitFor();
  await page.keyboard.press('Escape');
});

test('who is leaving has reasons, and becomes tasks', async () => {
  await page.goto(`${kith.address}/knowledge/leaving`);
  const list = main().getByRole('region', { name: 'Customers at risk' });
  await list.waitFor();
  await main()
    .getByText(/the one who left the higher risk in/)
    .waitFor();
  await main().getByRole('region', { name: 'How long customers stay' }).waitFor();
  await assertAccessible(page, 'leaving');
  await screenshot(page, 'leaving');
  const count = async () => (await ask('/tasks?limit=1&count=exact')).count?.value;
  const had = await count();
  await list.getByRole('checkbox').nth(0).check();
  await list.getByRole('checkbox').nth(1).check();
  await list.getByRole('button', { name: 'Make tasks (2)' }).click();
  await page.getByText('2 tasks made').waitFor();
  assert.equal(await count(), had + 2);
});

test('scores stand on customers, in lists and on their page', async () => {
  await page.goto(`${kith.address}/knowledge/value`);
  await page.getByRole('button', { name: 'Write the scores now' }).click();
  await page.getByText('The scores are being written').waitFor();
  const filter = encodeURIComponent(JSON.stringify({ field: 'valued_at', op: 'is_not_empty' }));
  let row;
  for (let tries = 0; tries < 100 && !row; tries++) {
    [row] = (await ask(`/people?limit=1&sort=-expected_value&filter=${filter}`)).data;
    if (!row) await page.waitForTimeout(200);
  }
  assert.ok(Number(row.expected_value.amount) > 0);
  await page.goto(`${kith.address}/people/${row.id}`);
  const card = page.getByRole('region', { name: 'What this customer is worth' });
  await card.getByRole('button').click();
  await card.getByText(/Bought (on|once)/).waitFor();
  await card.getByText(/MBG\/NBD|BG\/NBD/).waitFor();
  await screenshot(page, 'worth_card');
});
