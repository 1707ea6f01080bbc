// An owner asks what is known about customers: groups and cohorts lead to lists, answers are kept, annotated and compared.
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

test('customer groups say what they say, and lead to the customers in them', async () => {
  await page.getByRole('link', { name: 'Analyses' }).click();
  await page.getByRole('heading', { name: 'Knowledge' }).waitFor();
  await assertAccessible(page, 'knowledge');
  await page.getByRole('link', { name: /Customer groups/ }).click();
  await page.getByText(/are champions or loyal and bring/).waitFor();
  await assertAccessible(page, 'rfm');
  await screenshot(page, 'rfm');
  const link = page
    .getByRole('row', { name: /^Champions/ })
    .getByRole('link')
    .first();
  const [, count] = /^(\d+) /.exec(await link.textContent());
  const filter = JSON.parse(new URL(await link.getAttribute('href'), page.url()).searchParams.get('filter'));
  const found = await page.evaluate(
    async (only) =>
      (await fetch(`/api/v1/companies?limit=1&fields=id&count=exact&filter=${encodeURIComponent(only)}`)).json(),
    JSON.stringify(filter),
  );
  assert.equal(found.count.value, Number(count));
  await link.click();
  await page.getByRole('heading', { name: 'Companies' }).waitFor();
  await page
    .getByText(new RegExp(`\\b${count}\\b`))
    .first()
    .waitFor();
  await page.goBack();
  await page.getByText(/are champions or loyal/).waitFor();
  await page
    .getByRole('button', { name: /^Champions: \d+ customers/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('link').first().waitFor();
  await page.keyboard.press('Escape');
});

test('on a phone wide tables are cards, sorted by what one chooses', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true });
  await signIn(phone, kith);
  await phone.goto('/knowledge/rfm');
  const cards = phone.getByRole('list', { name: 'Groups' }).getByRole('listitem');
  await cards.filter({ hasText: 'Champions' }).waitFor();
  // All that stands in the columns of a wide screen, without pushing sideways.
  for (const name of ['Customers', 'Bought in total', 'Share of the money', 'Days since', 'Purchases', 'Amount'])
    await cards.first().getByText(name, { exact: true }).waitFor();
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  const sizes = async () =>
    (await cards.locator('dl > div:first-child').allTextContents()).map((text) =>
      [...text.matchAll(/(\d+) \p{L}/gu)].reduce((sum, [, number]) => sum + Number(number), 0),
    );
  await phone.getByRole('combobox', { name: 'Sorted by: Groups' }).selectOption({ label: 'Customers ↑' });
  const risen = await sizes();
  assert.ok(risen.length > 3 && risen.at(-1) > 0, risen.join());
  assert.deepEqual(
    risen,
    risen.toSorted((one, other) => one - other),
  );
  await assertAccessible(phone, 'rfm-phone');
  await phone.context().close();
});

test('the address holds what is asked, and earlier answers are annotated and compared', async () => {
  await page.getByRole('combobox', { name: 'Scores by' }).click();
  await page.getByRole('option', { name: 'Fifths of the customers' }).click();
  await page.waitForURL(/convention=ranks/);
  await page.getByText(/are champions or loyal/).waitFor();
  await page.getByRole('button', { name: 'Show more' }).first().click();
  await page.getByRole('menuitem', { name: 'Earlier answers' }).click();
  const drawer = page.getByRole('dialog', { name: 'Earlier answers' });
  await drawer.getByText('Shown', { exact: true }).waitFor();
  const runs = drawer.getByRole('article');
  await runs.nth(1).getByRole('button', { name: 'Write a note' }).click();
  await drawer.getByRole('textbox', { name: 'Note' }).fill('Before the sale');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.getByText('Before the sale').waitFor();
  await assertAccessible(page, 'earlier answers');
  await runs.nth(1).getByRole('button', { name: 'Compare with what is shown' }).click();
  await drawer.getByRole('columnheader', { name: 'Change' }).waitFor();
  await page.keyboard.press('Escape');
  // An answer of the archive brings its question along, and is asked again with it, now or as of then.
  const found = (await ask('/analysis-runs?analysis=rfm&limit=10')).data;
  const ranks = found.find((run) => run.parameters.convention === 'ranks');
  await page.goto(`${kith.address}/knowledge/rfm?run=${ranks.id}`);
  await page.getByText(/An earlier answer, as of/).waitFor();
  await page.waitForURL(/convention=ranks/);
  await page.getByRole('button', { name: 'Work it out anew as of then' }).click();
  await page.waitForURL((url) => url.searchParams.get('run') !== ranks.id);
  await page.getByRole('button', { name: 'Ask the same as of now' }).click();
  await page.waitForURL((url) => !url.searchParams.has('run'));
  assert.match(page.url(), /convention=ranks/);
});

test('cohorts are a table whose cells lead to who came back', async () => {
  await page.goto(`${kith.address}/knowledge/cohorts?period=quarter`);
  await page.getByText(/bought again in the quarter after/).waitFor();
  await assertAccessible(page, 'cohorts');
  await screenshot(page, 'cohorts');
  const cell = page.getByRole('button', { name: /^Q\d \d{4}, 1: [1-9]/ }).first();
  await cell.click();
  await page
    .getByRole('dialog')
    .getByText(/customers bought, for/)
    .waitFor();
  await page.getByRole('dialog').getByRole('link').first().click();
  await page.waitForURL(/linked/);
  await page.getByRole('heading', { name: /Companies|People/ }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${kith.address}/knowledge/cohorts?by=source`);
  await page.getByRole('rowheader', { name: 'Without a lead' }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} wide`);
});

test('what sells together is told in words, leads to the purchases behind it, and offers on the page of a customer', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${kith.address}/knowledge/together?unit=customer&confidence=10`);
  await page
    .getByText(/Who ever bought .+ often also bought .+: [\d,]+ of [\d,]+ customers/)
    .first()
    .waitFor();
  await assertAccessible(page, 'together');
  await screenshot(page, 'together');
  await page.getByRole('button', { name: 'More often than others' }).click();
  await page.waitForURL(/sort=-lift/);
  await page.getByRole('columnheader', { name: 'More often than others' }).and(page.locator('[aria-sort]')).waitFor();
  // The list behind a rule has as many customers as the rule says, of companies and people together.
  const row = page.getByRole('table', { name: 'Rules' }).getByRole('row').nth(1);
  const [, both] = /: ([\d,]+) of/.exec(await row.textContent());
  const counts = await Promise.all(
    (await row.getByRole('link').all()).map(async (link) => {
      const filter = new URL(await link.getAttribute('href'), page.url()).searchParams.get('filter');
      if (!filter) return 0;
      const plural = new URL(await link.getAttribute('href'), page.url()).pathname.slice(1);
      return page.evaluate(
        ([of, only]) =>
          fetch(`/api/v1/${of}?limit=1&fields=id&count=exact&filter=${encodeURIComponent(only)}`)
            .then((answer) => answer.json())
            .then((found) => found.count.value),
        [plural, filter],
      );
    }),
  );
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    Number(both.replace(/\D/g, '')),
  );
  // Whom to offer a product: a list that can be opened and kept.
  await page.getByPlaceholder('Choose a product').click();
  await page.getByRole('option').first().click();
  const offered = page.getByRole('region', { name: 'Whom to offer a product' });
  await offered
    .getByText(/^Because of/)
    .first()
    .waitFor();
  const list = offered.getByRole('link').first();
  await list.click();
  await page.waitForURL(/linked/);
  // A customer among them has something to be offered, with its reason.
  await page
    .locator('main')
    .getByRole('link', { name: /\p{L}{3}/u })
    .nth(3)
    .click();
  const card = page.getByRole('region', { name: 'What to offer next' });
  await card.getByRole('button').click();
  await card
    .getByText(/^Because of .+ customers who bought it bought both/)
    .first()
    .waitFor();
  await screenshot(page, 'next_products');
});

test('prices and profit are told, looked at closely, and fit a phone', async () => {
  await page.goto(`${kith.address}/knowledge/price?period=month&season=none`);
  await page.getByText(/lines with a price came to/).waitFor();
  await page.getByRole('region', { name: 'At which prices is sold' }).waitFor();
  await assertAccessible(page, 'price');
  await screenshot(page, 'price');
  await page.getByRole('button', { name: 'Look closely' }).first().click();
  await page.waitForURL(/product=/);
  await page.getByText(/^By itself: elasticity/).waitFor();
  await page.goto(`${kith.address}/knowledge/profit?hour=40&purchase=2`);
  await page.getByText(/are left after what it cost/).waitFor();
  await page.getByRole('region', { name: 'The whale curve' }).waitFor();
  await assertAccessible(page, 'profit');
  await screenshot(page, 'profit');
  await page.getByRole('button', { name: 'What serving costs' }).click();
  const rates = page.getByRole('dialog', { name: 'What serving costs' });
  await rates.getByRole('textbox', { name: 'An hour of work' }).fill('35');
  await rates.getByRole('button', { name: 'Save' }).click();
  await rates.waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [path, words] of [
    ['together?unit=customer', /rules/],
    ['price?period=month', /lines with a price/],
    ['profit', /are left after what it cost/],
  ]) {
    await page.goto(`${kith.address}/knowledge/${path}`);
    await page.getByText(words).first().waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${path} is ${width} wide`);
  }
});
