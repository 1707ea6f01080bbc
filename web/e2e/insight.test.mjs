// A sales manager asks how sales go and what will come in, and does what is to be done next; every figure leads to the deals behind it.
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

const act = (method, path, body) =>
  page.evaluate(
    async ([verb, url, json]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-kith-csrf': session.csrf };
      const answer = await fetch(`/api/v1${url}`, { method: verb, headers, body: json && JSON.stringify(json) });
      return { status: answer.status, json: await answer.json().catch(() => null) };
    },
    [method, path, body],
  );
const day = (from) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

test('win rates stand with their intervals, and a group leads to as many deals as it says', async () => {
  await page.goto('/knowledge/sales');
  await page.getByText(/of \d+ decided deals were won/).waitFor();
  await assertAccessible(page, 'sales analysis');
  await page.getByRole('combobox', { name: 'Told apart by' }).click();
  await page.getByRole('option', { name: 'Source', exact: true }).click();
  await page.waitForURL(/by=source/);
  const rates = page.getByRole('table', { name: 'Which deals are won' });
  const row = rates.getByRole('row').nth(1);
  const [, all] = /of (\d+)/.exec(await row.getByRole('cell').nth(1).textContent());
  assert.ok((await row.getByRole('img', { name: /nine times in ten between/ }).count()) === 1);
  await row.getByRole('button').click();
  await page.getByRole('heading', { name: 'Deals', exact: true }).waitFor();
  const filter = new URL(page.url()).searchParams.get('filter');
  const found = await act('POST', '/deals/query', { filter: JSON.parse(filter), count: 'exact', limit: 1 });
  assert.equal(found.json.count.value, Number(all));
  await page.goBack();
  // A step of the funnel is a button that leads to its deals.
  await page
    .getByRole('region', { name: /^Funnel: / })
    .first()
    .getByRole('button', { name: /^Offer/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Deals', exact: true }).waitFor();
});

test('the forecast stands beside the weighted sum, and says how right it would have been', async () => {
  await page.goto('/knowledge/pipeline_forecast');
  await page.getByText(/Your open deals will probably bring/).waitFor();
  await page
    .getByRole('region', { name: 'How right earlier forecasts would have been' })
    .getByText(/80 % should lie between/)
    .waitFor();
  for (const tile of ['Weighted sum', 'Commitment', 'Won already'])
    await page.getByText(tile, { exact: true }).first().waitFor();
  await assertAccessible(page, 'forecast of open deals');
  await page.getByText('6 months', { exact: true }).click();
  await page.waitForURL(/months=6/);
  await page.goto('/knowledge/revenue_forecast?source=purchases');
  await page.getByText(/will probably bring .*; eight times in ten/).waitFor();
  await page.getByText(/would have been off by/).waitFor();
  await assertAccessible(page, 'revenue forecast');
});

test('a league tells nobody from the others by luck', async () => {
  await page.goto('/knowledge/performance');
  await page.getByRole('table', { name: 'Side by side' }).waitFor();
  await page.getByText('too few', { exact: true }).first().waitFor();
  await assertAccessible(page, 'performance');
  await page.getByText('Teams', { exact: true }).click();
  await page.waitForURL(/by=team/);
  await page.getByText('Year', { exact: true }).click();
  await page.waitForURL(/period=/);
  await page.getByRole('table', { name: 'Side by side' }).waitFor();
});

test('what to do next becomes a task in one click, or is dismissed with a reason', async () => {
  for (const [name, amount, close] of [
    ['Soon decided', '9000000', 2],
    ['Long overdue', '8000000', -12],
  ]) {
    const deal = { name, amount: { amount, currency: 'EUR' }, probability: 80, close_date: day(close) };
    assert.equal((await act('POST', '/deals', deal)).status, 201);
  }
  await page.goto('/');
  const card = page.getByRole('region', { name: 'What to do next' });
  await card.getByRole('link', { name: 'Soon decided' }).waitFor();
  await card.getByRole('link', { name: 'All that waits' }).click();
  const line = (name) => page.getByRole('listitem').filter({ hasText: name });
  await line('Soon decided').getByText('To be decided in 2 days.').waitFor();
  await assertAccessible(page, 'what to do next');
  await screenshot(page, 'next');
  await page.getByRole('button', { name: 'Make a task: Soon decided' }).click();
  await line('Soon decided').getByText('Task made').waitFor();
  const tasks = await act('POST', '/tasks/query', {
    filter: { field: 'subject', op: 'is', value: 'Get a decision on Soon decided' },
    fields: ['deal'],
  });
  assert.equal(tasks.json.data[0].deal.title, 'Soon decided');
  await page
    .getByRole('button', { name: /: Long overdue$/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Dismiss…' }).click();
  await page.getByRole('textbox', { name: 'Why is it not worth it?' }).fill('Moved to next year');
  await page.getByRole('dialog').getByRole('button', { name: 'Dismiss…' }).click();
  await line('Long overdue').waitFor({ state: 'detached' });
  await page.getByText('Moved to next year').waitFor();
  // A manager looks at everybody's.
  await page.getByRole('combobox', { name: 'Whose list' }).click();
  await page.getByRole('option', { name: 'Everybody' }).click();
  await page.waitForURL(/owner=all/);
  await page.getByRole('listitem').nth(3).waitFor();
  // What goes with what was worked out without anybody asking, so nobody is told that there are no offers.
  const runs = (await act('GET', '/analysis-runs?analysis=together')).json.data;
  assert.ok(runs.some((run) => run.state === 'done' && run.asked_by === null));
  assert.equal(await page.getByText('Nobody is offered anything yet').count(), 0);
});
