// A seller's day in the browser: a lead comes by the API and is worked through with the keys, its deal walks its way through the
// pipeline, and whoever sets the pipeline up sees what a removed stage does to its deals.
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
/** Does something behind the page's back, as a form on the company's website would. */
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
const find = (plural, filter, more = '') =>
  ask(`/${plural}?filter=${encodeURIComponent(JSON.stringify(filter))}${more}`).then(({ data }) => data);
const is = (field, value) => ({ field, op: 'is', value });

let lead;
const line = () =>
  page.getByRole('list', { name: 'Lead inbox' }).getByRole('button', { name: /Six lathes for a school/ });

test('a lead that arrives stands in the inbox with its score and why', async () => {
  const arrival = {
    name: 'Vida Inbox',
    email: 'vida@inbox-works.example',
    phone: '+386 41 555 123',
    company: 'Inbox Works',
    subject: 'Six lathes for a school',
    message: 'We need them before September.',
    source: 'referral',
    language: 'sl',
  };
  const arrived = await act('POST', '/leads/arrivals', arrival);
  assert.equal(arrived.status, 201);
  lead = arrived.json.lead;
  assert.ok(arrived.json.rule, 'a rule gave it to somebody');
  await page.getByRole('link', { name: 'Lead inbox' }).click();
  await line().click();
  const detail = page.getByRole('region', { name: 'Six lathes for a school' });
  await detail.getByText('We need them before September.').waitFor();
  await assertAccessible(page, 'lead inbox');
  await screenshot(page, 'lead_inbox');
  await detail.getByRole('button', { name: /^Score/ }).click();
  const why = page.getByRole('dialog');
  await why.getByText('Came by referral').waitFor();
  assert.match(await why.innerText(), /\+30/);
  await page.keyboard.press('Escape');
});

test('the keys walk the inbox: a call answers, and the lead leaves it', async () => {
  await line().click();
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('c');
  const call = page.getByRole('dialog', { name: /Call Vida Inbox/ });
  await call.getByRole('link', { name: /041 555 123/ }).waitFor();
  await call.getByLabel('What was said').fill('Sends the drawings on Monday.');
  await call.getByRole('button', { name: 'Log the call' }).click();
  await call.waitFor({ state: 'detached' });
  await line().waitFor({ state: 'detached' });
  const answered = await ask(`/leads/${lead}`);
  assert.equal(answered.state, 'working');
  assert.ok(answered.responded_at);
  // The next one in the list is put aside by its key, with a day to try again.
  const chosen = page.locator('[aria-current=true]');
  const before = await chosen.innerText();
  await page.keyboard.press('d');
  const aside = page.getByRole('dialog', { name: /come to nothing/ });
  await aside.getByLabel('Not now').check();
  await aside.getByRole('button', { name: 'Disqualify' }).click();
  await aside.waitFor({ state: 'detached' });
  await page.waitForFunction((text) => document.querySelector('[aria-current=true]')?.innerText !== text, before);
});

test('a lead becomes a deal, tells so, and is taken back', async () => {
  await page.goto(`/leads/${lead}`);
  await page.getByText(/answered after/).waitFor();
  await page.getByRole('button', { name: 'Convert' }).click();
  const dialog = page.getByRole('dialog', { name: /Make a deal/ });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Six lathes');
  await assertAccessible(page, 'conversion', { within: '[role=dialog]' });
  await screenshot(page, 'lead_conversion');
  await dialog.getByRole('button', { name: 'Convert' }).click();
  await page.getByRole('heading', { name: 'Six lathes', level: 1 }).waitFor();
  await page.goto(`/leads/${lead}`);
  await page.getByRole('link', { name: 'Six lathes' }).first().waitFor();
  await page.getByRole('button', { name: 'Take the conversion back' }).click();
  await page.getByRole('button', { name: 'Convert' }).waitFor();
  assert.equal((await find('deals', is('name', 'Six lathes'))).length, 0);
  await page.getByRole('button', { name: 'Convert' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Convert' }).click();
  await page.getByRole('heading', { name: 'Six lathes for a school', level: 1 }).waitFor();
});

test('a deal walks its way: what a stage needs is asked for on the spot', async () => {
  const path = page.getByRole('list', { name: 'Way through the pipeline' });
  await path.getByRole('button', { name: /^Offer/ }).click();
  const asked = page.getByRole('dialog', { name: /Before it moves to Offer/ });
  await asked.getByRole('textbox', { name: 'Amount', exact: true }).fill('12000');
  await asked.getByRole('button', { name: 'Move', exact: true }).click();
  await asked.waitFor({ state: 'detached' });
  await path.locator('[aria-current=step]').getByText('Offer').waitFor();
  await assertAccessible(page, 'deal');
  await screenshot(page, 'deal_way');
  // Lost with a reason of the list, reopened where it stood.
  await page.getByRole('button', { name: 'Lost' }).click();
  const lost = page.getByRole('dialog', { name: /Why is/ });
  await lost.getByRole('combobox', { name: 'Reason' }).or(lost.getByLabel('Reason')).first().fill('Price');
  await page.keyboard.press('Escape');
  await lost.getByRole('button', { name: 'Lost' }).click();
  await page.getByText(/Lost · Price/).waitFor();
  await page.getByRole('button', { name: 'Reopen' }).click();
  await path.locator('[aria-current=step]').getByText('Offer').waitFor();
});

test('a team shares a deal as a whole', async () => {
  await page.getByRole('button', { name: 'Deal team' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deal team' });
  await dialog.getByPlaceholder(/Find/).fill('Zala');
  await page.getByRole('option', { name: /Zala/ }).click();
  await dialog.getByRole('button', { name: 'Share evenly' }).click();
  await dialog.getByText('Together 100%').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('2 on the team').waitFor();
});

test('pipelines are set up in the settings, and a stage with deals asks where they go', async () => {
  await page.goto('/settings/pipelines');
  const name = page.getByRole('textbox', { name: 'Name of Demonstration' });
  await name.fill('Presentation');
  await name.press('Enter');
  await page.getByRole('textbox', { name: 'Name of Presentation' }).waitFor();
  await page.getByRole('button', { name: 'Move Presentation down' }).click();
  const stages = page.getByRole('list', { name: 'Stages' });
  await page.waitForFunction(
    () => document.querySelectorAll('[aria-label=Stages] li')[2]?.querySelector('input')?.value === 'Presentation',
  );
  await assertAccessible(page, 'pipelines');
  await screenshot(page, 'pipelines');
  const [stage] = await find('stages', is('name', 'Offer'));
  const count = (await find('deals', is('stage', stage.id), '&limit=200')).length;
  assert.ok(count > 0);
  await stages.getByRole('button', { name: 'Remove stage Offer', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('combobox', { name: 'Move the deals to' })
    .or(dialog.getByLabel('Move the deals to'))
    .first()
    .click();
  await page.getByRole('option', { name: 'Negotiation' }).click();
  await dialog.getByRole('button', { name: 'Move the deals and remove' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await find('deals', is('stage', stage.id))).length, 0);
  await page.goto('/settings/leads');
  await page.getByRole('textbox', { name: 'Name of Came by referral' }).waitFor();
  await assertAccessible(page, 'lead settings');
  await screenshot(page, 'lead_settings');
  assert.deepEqual(page.complaints, []);
});
