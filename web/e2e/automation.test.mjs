// Automations: one made from a recipe, tried, switched on, seen at work and undone; the flow on a phone.
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

/** Calls the interface as the page does. */
const api = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf };
      const response = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );

test('an automation is made from a recipe, tried, switched on, seen at work and undone', async () => {
  const deal = (await api('POST', '/deals', { name: 'Automated roof' })).body;
  await page.goto('/automations');
  await assertAccessible(page, 'automations');
  await screenshot(page, 'automations');
  await page.getByRole('button', { name: 'Use this Thanks for a won deal' }).click();
  await page.getByRole('heading', { name: 'Thanks for a won deal' }).waitFor();
  await page
    .getByRole('button', { name: /Make a task/ })
    .first()
    .click();
  const subject = page.getByRole('textbox', { name: 'What is to be done' });
  assert.equal(await subject.inputValue(), 'Say thank you for {{record.name}}');
  await subject.fill('Flowers for {{record.name}}');
  await screenshot(page, 'automation-step');
  await page.keyboard.press('Escape');
  await assertAccessible(page, 'automation flow');
  await screenshot(page, 'automation-flow');

  await page.getByRole('tab', { name: 'Try' }).click();
  await page.getByRole('combobox', { name: 'Record' }).or(page.getByLabel('Record')).first().click();
  await page.keyboard.type('Automated roof');
  await page
    .getByRole('option', { name: /Automated roof/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('Subject: Flowers for Automated roof').waitFor();
  await screenshot(page, 'automation-trial');

  await page.getByRole('button', { name: 'Publish and switch on' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  const changed = await api('PATCH', `/deals/${deal.id}`, { outcome: 'won' });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByRole('link', { name: 'Automated roof' }).waitFor();
  await page.getByRole('cell', { name: 'Done' }).first().waitFor();
  await page.getByRole('button', { name: 'Step by step' }).first().click();
  await page.getByText('Subject: Flowers for Automated roof').waitFor();
  await screenshot(page, 'automation-run');
  await page.keyboard.press('Escape');
  const filter = encodeURIComponent(
    JSON.stringify({ field: 'subject', op: 'is', value: 'Flowers for Automated roof' }),
  );
  const tasks = async () => (await api('GET', `/tasks?filter=${filter}`)).body.data;
  assert.equal((await tasks()).length, 1);
  const id = page.url().split('/').at(-1);
  const run = (await api('GET', `/automations/${id}/runs`)).body.data[0].id;
  const undone = await api('POST', `/change_sets/${run}/undo`, {});
  assert.equal(undone.status, 200, JSON.stringify(undone.body));
  assert.equal((await tasks()).length, 0);
});

test('a flow is drawn with ways, by keyboard, also on a phone', async () => {
  await page.goto('/automations');
  await page.getByRole('button', { name: 'New automation' }).click();
  await page.getByRole('button', { name: 'Add a step' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Ask somebody' }).click();
  await page.getByRole('textbox', { name: 'What is asked' }).fill('Shall we?');
  await page.keyboard.press('Escape');
  await page.getByText('If they say yes').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 375, height: 740 });
  await page.getByText('If they say no').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(wide, false, 'nothing stands out of the phone');
  await screenshot(page, 'automation-phone');
});
