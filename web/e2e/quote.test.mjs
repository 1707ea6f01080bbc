// A seller makes a quote of a deal and sends it; its customer, signed in nowhere, accepts it on a phone; the deal is won.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await kith?.stop();
});

test('a quote goes from the deal to its customer and comes back accepted', async () => {
  const page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
  const deal = await page.evaluate(async () => {
    const body = { filter: { field: 'outcome', op: 'is', value: 'open' }, limit: 1 };
    const session = await (await fetch('/api/v1/session')).json();
    const answer = await fetch('/api/v1/deals/query', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf },
      body: JSON.stringify(body),
    });
    return (await answer.json()).data[0].id;
  });
  await page.goto(`${kith.address}/deals/${deal}`);
  await page.getByRole('button', { name: 'Make a quote' }).click();
  await page.waitForURL(/\/quotes\//);
  await page.getByRole('button', { name: 'Send quote' }).click();
  const dialog = page.getByRole('dialog');
  const link = await dialog.getByText(/\/q\/[0-9a-f]{48}/).innerText();

  const customer = await openPage(browser, { address: kith.address, phone: true });
  await customer.goto(link);
  const accept = customer.getByRole('button').filter({ hasText: /^(Accept quote|Sprejm|Prij|Godk|Прихв|Prihv)/ });
  await customer.locator('section input').first().fill('Živa Žagar');
  assert.equal(await accept.isDisabled(), true, 'the terms are not agreed to yet');
  await customer.getByRole('checkbox').check();
  const wide = await customer.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, 'nothing hangs over the edge of a phone');
  await accept.click();
  await customer.getByRole('status').getByText('Živa Žagar').waitFor();

  const outcome = await page.evaluate(async (id) => (await (await fetch(`/api/v1/deals/${id}`)).json()).outcome, deal);
  assert.equal(outcome, 'won');
});
