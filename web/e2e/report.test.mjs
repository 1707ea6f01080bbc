// Reports and dashboards: the first dashboard is there, a report is built step by step, leads to its records, is kept, taken out and put on a dashboard.
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

const answer = (definition) =>
  page.evaluate(async (body) => {
    const session = await (await fetch('/api/v1/session')).json();
    const headers = { 'content-type': 'application/json', 'x-kith-csrf': session.csrf };
    return (await fetch('/api/v1/reports/answer', { method: 'POST', headers, body: JSON.stringify(body) })).json();
  }, definition);

test('the first dashboard is there, its figures are those of the database, and a figure leads to its records', async () => {
  await page.getByRole('link', { name: 'Dashboards' }).click();
  const open = page.getByRole('region', { name: 'Open deals', exact: true });
  await open.getByText('Deals', { exact: true }).waitFor();
  await page.locator('svg.recharts-surface').first().waitFor();
  const told = await answer({ object: 'deal', filter: { field: 'outcome', op: 'is', value: 'open' } });
  const count = told.totals[0].values[0];
  await open.getByRole('button', { name: new RegExp(`Deals.*${count.toLocaleString('en')}`) }).click();
  await page.waitForURL(/\/deals\?/);
  await page.goBack();
  await page.locator('svg.recharts-surface').first().waitFor();
  await assertAccessible(page, 'dashboard');
  await screenshot(page, 'dashboard');
});

test('tiles are moved with the keyboard alone and stay where they were put', async () => {
  await page.getByRole('button', { name: 'Arrange' }).click();
  const handle = page.getByRole('button', { name: /Move Deals won/ });
  const placeOf = () =>
    page.getByRole('region', { name: 'Deals won' }).evaluate((tile) => tile.style.getPropertyValue('--x'));
  assert.equal(await placeOf(), '10');
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => document.activeElement?.closest('section')?.style.getPropertyValue('--x') === '9');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await page.getByRole('region', { name: 'Deals won' }).waitFor();
  assert.equal(await placeOf(), '10');
});

test('a report is built, says what is wrong with a formula, is walked over with the keyboard, kept, and taken out', async () => {
  const ask = { object: 'deal', by: [{ field: 'stage' }], chart: { kind: 'bar' } };
  await page.goto(`${kith.address}/reports/new?ask=${encodeURIComponent(JSON.stringify(ask))}`);
  const chart = page.getByRole('application');
  await chart.waitFor();
  await page.getByRole('button', { name: 'Add a measure' }).click();
  await page.getByRole('textbox', { name: 'Find a field' }).fill('Amount');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add a formula' }).click();
  const formula = page.getByRole('textbox', { name: 'Formula', exact: true });
  await formula.fill('A / Z');
  await page.getByText(/There is no column Z/).waitFor();
  await formula.fill('A / 2');
  await page.getByText(/There is no column Z/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('row', { name: /Total/ }).waitFor();
  await page.getByRole('button', { name: 'Bars' }).click();
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.getByRole('status').filter({ hasText: '·' }).first().textContent(), /·.*: /);
  await assertAccessible(page, 'report');
  await page.getByRole('button', { name: 'Save as a new report' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Halves of stages');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/reports\/[0-9a-f-]{36}/);
  await page.getByRole('heading', { name: 'Halves of stages' }).waitFor();
  for (const [item, ending] of [
    ['Table as CSV', 'csv'],
    ['Picture as PNG', 'png'],
  ]) {
    await page.locator('main').getByRole('button', { name: 'More', exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    assert.equal(file.suggestedFilename(), `Halves of stages.${ending}`);
  }
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/deals\?filter=/);
});

test('a map by country is walked over with the keyboard and leads to what was bought from there', async () => {
  const ask = {
    object: 'purchase',
    by: [{ field: 'company.addresses', bucket: 'country' }],
    measures: [{ measure: 'count' }],
    chart: { kind: 'map' },
  };
  await page.goto(`${kith.address}/reports/new?ask=${encodeURIComponent(JSON.stringify(ask))}`);
  await page.locator('svg[data-drawing] [data-told]').nth(2).waitFor();
  await assertAccessible(page, 'map');
  await page.getByRole('application').focus();
  await page.keyboard.press('ArrowRight');
  const told = await page.getByRole('status').filter({ hasText: '·' }).first().textContent();
  const [, count] = /: ([\d,]+)$/.exec(told);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/purchases\?filter=.*country_is/);
  const filter = JSON.parse(new URL(page.url()).searchParams.get('filter'));
  const found = await page.evaluate(
    async (only) =>
      (await fetch(`/api/v1/purchases?limit=1&fields=id&count=exact&filter=${encodeURIComponent(only)}`)).json(),
    JSON.stringify(filter),
  );
  assert.equal(found.count.value, Number(count.replace(/\D/g, '')), told);
});

test('a dashboard is kept as it stood, by hand and by a schedule of one’s own', async () => {
  await page.goto(`${kith.address}/dashboards`);
  const more = page.locator('main').getByRole('button', { name: 'More', exact: true });
  const dialog = page.getByRole('dialog');
  await more.click();
  await page.getByRole('menuitem', { name: 'Schedule…' }).click();
  await dialog.getByText('Each month').click();
  await dialog.getByRole('textbox', { name: 'Day of the month' }).fill('31');
  await assertAccessible(page, 'dashboard-schedule');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Kept next/).waitFor();
  await more.click();
  await page.getByRole('menuitem', { name: 'Schedule…' }).click();
  await dialog.getByText(/^Next: /).waitFor();
  assert.equal(await dialog.getByRole('textbox', { name: 'Day of the month' }).inputValue(), '31');
  await dialog.getByRole('button', { name: 'End the schedule' }).click();
  await page.getByText(/The schedule has ended/).waitFor();

  const figure = () => page.getByRole('region', { name: 'Open deals', exact: true }).innerText();
  await more.click();
  await page.getByRole('menuitem', { name: 'Kept…' }).click();
  await dialog.getByText('Nothing is kept yet').waitFor();
  await dialog.getByRole('button', { name: 'Keep it now' }).press('Enter');
  await dialog.getByRole('listitem').getByRole('link').waitFor();
  await assertAccessible(page, 'dashboard-kept');
  const live = await figure();
  await dialog.getByRole('listitem').getByRole('link').click();
  await page
    .getByRole('note')
    .getByText(/^As of /)
    .waitFor();
  await page.locator('svg.recharts-surface').first().waitFor();
  assert.equal(await figure(), live);
  await assertAccessible(page, 'dashboard-snapshot');
  await screenshot(page, 'dashboard-snapshot');
  await page.getByRole('link', { name: 'To the dashboard of today' }).click();
  await page.waitForURL(/\/dashboards\/[0-9a-f-]{36}$/);
});
