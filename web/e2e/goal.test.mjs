// A manager's day: a target set and watched, the forecast adjusted with a reason and compared with a snapshot, a plan for a company.
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
/** Changes something behind the page's back, as a colleague would. */
const act = (method, path, body) =>
  page.evaluate(
    async ([verb, url, json]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-kith-csrf': session.csrf };
      const answer = await fetch(`/api/v1${url}`, { method: verb, headers, body: JSON.stringify(json) });
      return { status: answer.status, json: await answer.json().catch(() => null) };
    },
    [method, path, body],
  );

test('targets stand as cards with their pace, and the leaderboard can be switched off', async () => {
  await page.getByRole('link', { name: 'Attainment' }).click();
  await page.getByRole('heading', { name: 'Attainment' }).waitFor();
  await page.getByText('working days are over').waitFor();
  assert.ok((await page.getByRole('img', { name: /reached, .* expected/ }).count()) > 5);
  const leaders = page.getByRole('region', { name: 'Leaderboard' });
  await leaders.waitFor();
  await assertAccessible(page, 'attainment');
  await screenshot(page, 'attainment');
  await page.getByRole('switch', { name: /Leaderboard/ }).click();
  await leaders.waitFor({ state: 'detached' });
  await page.getByRole('switch', { name: /Leaderboard/ }).click();
  await leaders.waitFor();
});

test('what is won counts at once, in its own period only', async () => {
  const users = (await ask('/users')).data;
  const target = {
    scope: 'user',
    user: users[0].id,
    period: 'month',
    starts_on: '2031-03-01',
    amount: { amount: '1000', currency: 'EUR' },
  };
  assert.equal((await act('POST', '/targets', target)).status, 201);
  const deal = {
    name: 'Anvil',
    owner: users[0].id,
    outcome: 'won',
    closed_at: '2031-03-09T10:00:00Z',
    amount: { amount: '400', currency: 'EUR' },
  };
  assert.equal((await act('POST', '/deals', deal)).status, 201);
  await page.goto('/attainment?period=2031-03');
  await page.getByText('40%').first().waitFor();
  await page.getByRole('button', { name: 'Period after' }).click();
  await page.getByText('No targets for April 2031').waitFor();
  assert.match(page.url(), /period=2031-04/);
});

test('a manager adjusts what is expected, says why, and takes it back', async () => {
  await page.getByRole('link', { name: 'Forecast' }).click();
  const table = page.getByRole('region', { name: 'Forecast', exact: true });
  await table.getByText('Sales', { exact: true }).waitFor();
  await assertAccessible(page, 'forecast');
  await screenshot(page, 'forecast');
  const cell = () => page.getByRole('button', { name: /^Adjust Best case of Tomaž Breznik/ });
  const before = await cell().textContent();
  await cell().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/What do you expect/).fill('123456');
  assert.ok(await dialog.getByRole('button', { name: 'Adjust' }).isDisabled(), 'nothing is adjusted without a reason');
  await dialog.getByLabel('Why').fill('Two of them said yes on the phone.');
  await dialog.getByRole('button', { name: 'Adjust' }).click();
  await dialog.waitFor({ state: 'detached' });
  await cell().getByText('€123k').waitFor();
  await cell().click();
  await page.getByRole('dialog').getByText('Two of them said yes on the phone.').waitFor();
  await page.getByRole('button', { name: 'Take the adjustment back' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction(
    (text) => [...document.querySelectorAll('button')].some((one) => one.textContent === text),
    before,
  );
});

test('what became of each deal since a snapshot stands as a waterfall', async () => {
  const region = page.getByRole('region', { name: 'What changed' });
  await region.getByText('open now').waitFor();
  await region.getByRole('button', { name: 'Take a snapshot now' }).click();
  const users = (await ask('/users')).data;
  const today = new Date().toISOString().slice(0, 10);
  await page.waitForFunction(
    async (day) => (await (await fetch('/api/v1/forecast/snapshots')).json()).data[0]?.day === day,
    today,
  );
  const deal = {
    name: 'Quite a new deal',
    owner: users[0].id,
    close_date: today,
    amount: { amount: '777', currency: 'EUR' },
  };
  assert.equal((await act('POST', '/deals', deal)).status, 201);
  await page.goto(`/forecast?since=${today}`);
  const fresh = region.getByRole('button', { name: /777.*new/ });
  await fresh.click();
  assert.equal(await fresh.getAttribute('aria-pressed'), 'true');
  await region.getByRole('link', { name: 'Quite a new deal' }).waitFor();
});

test('a company has a plan with a map of people, and points are added where they stand', async () => {
  const { data } = await ask('/company_plans');
  await page.goto(`/companies/${data[0].company.id}`);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page
    .getByRole('region', { name: 'People map' })
    .getByRole('button', { name: /Decides/ })
    .waitFor();
  await page.getByRole('region', { name: 'White space' }).waitFor();
  await assertAccessible(page, 'plan');
  await screenshot(page, 'plan');
  await page.getByLabel('Add to Strengths').fill('They like us');
  await page.keyboard.press('Enter');
  await page.getByText('They like us').waitFor();
  await page.getByRole('button', { name: 'Remove They like us' }).click();
  await page.getByText('They like us').waitFor({ state: 'detached' });
  const action = page.getByRole('region', { name: 'Actions' }).getByRole('checkbox').first();
  await action.click();
  await page.waitForFunction(async (plan) => {
    const filter = JSON.stringify({ field: 'company_plan', op: 'is', value: plan });
    const tasks = await (await fetch(`/api/v1/tasks?filter=${encodeURIComponent(filter)}`)).json();
    return tasks.data.some((task) => task.done);
  }, data[0].id);
});

test('the pages of a manager fit a phone and the dark', async () => {
  for (const settings of [{ phone: true }, { scheme: 'dark' }]) {
    const other = await openPage(browser, { address: kith.address, ...settings });
    await signIn(other, kith);
    const plan = await other.evaluate(
      async () => (await (await fetch('/api/v1/company_plans')).json()).data[0].company.id,
    );
    for (const path of ['/attainment', '/forecast', `/companies/${plan}/plan`]) {
      await other.goto(path);
      await other.getByRole('heading', { level: 1 }).waitFor();
      await other.waitForLoadState('networkidle').catch(() => {});
      const wide = await other.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
      assert.ok(!wide, `${path} is wider than the screen`);
      await assertAccessible(other, `manager ${JSON.stringify(settings)} ${path}`);
    }
    await other.context().close();
  }
});
