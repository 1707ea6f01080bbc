// Webhooks: one made in the settings against a receiver of this test, its signature checked by node's own crypto, its log read and sent again.
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
let receiver;
let address;
let status = 200;
const heard = [];

before(async () => {
  receiver = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"number":"A-17"}');
    });
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${receiver.address().port}/kith`;
  // What an administrator writes into the configuration for networks of their own.
  process.env.KITH_OUTBOUND_NETWORKS = '127.0.0.1';
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
});

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

async function arrived(count) {
  for (let tries = 0; heard.length < count; tries += 1) {
    assert.ok(tries < 200, `only ${heard.length} of ${count} came`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return heard[count - 1];
}

/** As the specification says it: HMAC-SHA-256 of id, moment and body. */
function isSigned({ headers, body }, secret) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest();
  assert.ok(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 60);
  return headers['webhook-signature']
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((one) => one.length === mac.length && timingSafeEqual(one, mac));
}

let secret;

test('a webhook is made, its secret shown once, and a test arrives signed', async () => {
  await page.goto('/settings/webhooks');
  await page.getByText('No webhooks yet').waitFor();
  await assertAccessible(page, 'webhooks, none');
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Web shop');
  // An inner address that the administrator did not allow is refused in words.
  await dialog.getByRole('textbox', { name: 'Address' }).fill('https://10.0.0.7/hook');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByRole('alert').waitFor();
  assert.match(await dialog.getByRole('alert').innerText(), /private network/);
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('combobox', { name: 'About' }).click();
  await page.getByRole('option', { name: 'Companies', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'What happens with it' }).click();
  await page.getByRole('option', { name: 'Made', exact: true }).click();
  await page.getByRole('option', { name: 'Changed', exact: true }).click();
  await page.keyboard.press('Escape');
  await screenshot(page, 'webhook-form');
  await assertAccessible(page, 'webhook form');
  await dialog.getByRole('button', { name: 'Create' }).click();
  secret = await page.getByTestId('secret').innerText();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Web shop' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  const tested = await arrived(1);
  assert.equal(JSON.parse(tested.body).type, 'webhook.test');
  assert.ok(isSigned(tested, secret));
  assert.ok(!isSigned(tested, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='));
  await page.getByRole('cell', { name: 'Delivered' }).first().waitFor();
  assert.ok(!(await page.content()).includes(secret));
});

test('what happens arrives, a failure is told in words, and what was given up is sent again', async () => {
  const made = await api('POST', '/companies', { name: 'Hooked Works' });
  const told = JSON.parse((await arrived(2)).body);
  assert.equal(told.type, 'company.created');
  assert.equal(told.data.id, made.body.id);
  assert.equal(told.data.changes.name.after, 'Hooked Works');
  status = 500;
  await api('PATCH', `/companies/${made.body.id}`, { description: 'Changed' });
  const failed = await arrived(3);
  await page.getByText('answered with 500').first().waitFor();
  await page.getByText('On, but failing').waitFor();
  await screenshot(page, 'webhook-failing');
  await assertAccessible(page, 'webhook with a log');
  status = 200;
  await page.getByRole('button', { name: 'company.updated' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('"company.updated"').waitFor();
  await drawer.getByText('{"number":"A-17"}').first().waitFor();
  await screenshot(page, 'webhook-delivery');
  await assertAccessible(page, 'webhook delivery');
  // What failed is also tried again by itself after a while: it is counted from here.
  const before = heard.length;
  await drawer.getByRole('button', { name: 'Send again' }).click();
  const again = await arrived(before + 1);
  assert.equal(again.headers['webhook-id'], failed.headers['webhook-id']);
  assert.equal(again.body, failed.body);
  await drawer.getByText('Delivered').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('On', { exact: true }).waitFor();
});

test('while it is paused everything waits, and a new secret signs beside the one before', async () => {
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Nothing is sent.').waitFor();
  const before = heard.length;
  await api('POST', '/companies', { name: 'Held Works' });
  await page.getByRole('cell', { name: 'Held' }).first().waitFor();
  assert.equal(heard.length, before);
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
  const second = await page.getByTestId('secret').innerText();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Switch on' }).click();
  const held = await arrived(before + 1);
  assert.ok(held.body.includes('Held Works') && isSigned(held, secret) && isSigned(held, second));
});

test('an automation sends to it and goes on with the answer', async () => {
  const definition = {
    object: 'company',
    trigger: { on: 'changed', changes: [{ field: 'website' }] },
    steps: [],
  };
  const made = await api('POST', '/automations', { name: 'Order numbers', definition });
  await page.goto(`/automations/${made.body.id}`);
  await page.getByRole('button', { name: 'Add a step' }).first().click();
  await page.getByRole('menuitem', { name: 'Call another system' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(address);
  await page.getByRole('textbox', { name: /What is sent/ }).fill('{"name": "{{record.name}}"}');
  await page.getByRole('button', { name: 'Show the secret' }).click();
  const signing = await page.getByText(/^whsec_/).innerText();
  await screenshot(page, 'automation-webhook');
  await assertAccessible(page, 'automation webhook step');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a step' }).last().click();
  await page.getByRole('menuitem', { name: 'Tell somebody' }).click();
  await page
    .getByRole('textbox', { name: 'What they are told' })
    .fill('{{record.name}} is {{answer.body.number}} there');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Publish and switch on' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  const webhooks = await api('GET', '/webhooks');
  await api('PATCH', `/webhooks/${webhooks.body.data[0].id}`, { state: 'paused' });
  const before = heard.length;
  const company = await api('POST', '/companies', { name: 'Numbered Works' });
  await api('PATCH', `/companies/${company.body.id}`, { website: 'https://numbered.example' });
  const sent = await arrived(before + 1);
  assert.deepEqual(JSON.parse(sent.body), { name: 'Numbered Works' });
  assert.ok(isSigned(sent, signing));
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByRole('cell', { name: 'Done' }).first().waitFor();
  await page.goto('/notifications');
  await page.getByText('Numbered Works is A-17 there').waitFor();
  await page.goto('/automations');
  await page.getByRole('cell', { name: 'Done' }).first().waitFor();
  await screenshot(page, 'automations-recent');
  await assertAccessible(page, 'automations with runs');
  await page.goto(`/automations/${made.body.id}`);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Remove “Order numbers”?').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.waitForURL('**/automations');
});

test('on a phone, in the dark', async () => {
  const phone = await openPage(browser, { scheme: 'dark', phone: true, address: kith.address });
  await signIn(phone, kith);
  await phone.goto('/settings/webhooks');
  await phone.getByRole('link', { name: 'Web shop' }).waitFor();
  await screenshot(phone, 'webhooks-phone');
  await phone.getByRole('link', { name: 'Web shop' }).click();
  await phone.getByRole('button', { name: 'company.created' }).first().waitFor();
  await screenshot(phone, 'webhook-phone');
  await assertAccessible(phone, 'webhook on a phone');
});

test('the browser tells what is new only after somebody switched that on, and while nobody looks', async () => {
  await page.context().grantPermissions(['notifications']);
  // What the browser is asked to show is kept; that nobody looks cannot be had from a page without a window.
  await page.addInitScript(() => {
    window.told = [];
    const Real = window.Notification;
    window.Notification = class extends Real {
      constructor(title, options) {
        super(title, options);
        window.told.push(title);
      }
    };
    Object.defineProperty(document, 'hidden', { get: () => true });
  });
  const told = () => page.evaluate(() => window.told);
  const me = (await api('GET', '/session')).body.user.id;
  const definition = {
    object: 'company',
    trigger: { on: 'created' },
    steps: [{ do: 'notify', users: [me], text: 'New: {{record.name}}' }],
  };
  const made = await api('POST', '/automations', { name: 'News', definition });
  await api('PUT', `/automations/${made.body.id}/publication`);
  await page.goto('/settings/notifications');
  const turn = page.getByRole('switch', { name: 'Show on this computer' });
  await turn.waitFor();
  assert.ok(!(await turn.isChecked()));
  const bell = (count) => page.getByRole('button', { name: new RegExp(`: ${count} unread`) }).waitFor();
  const before = (await api('GET', '/notifications/count')).body.count;
  await api('POST', '/companies', { name: 'Quiet Works' });
  await bell(before + 1);
  assert.deepEqual(await told(), []);
  await turn.click();
  await page.waitForFunction(() => localStorage.getItem('kith-outside') === 'on');
  await assertAccessible(page, 'notification settings');
  await api('POST', '/companies', { name: 'Loud Works' });
  await page.waitForFunction(() => window.told.length === 1);
  assert.deepEqual(await told(), ['New: Loud Works']);
});
