// Notifications: the bell learns of what colleagues do while the page stays open; read, walked through with keys, switched off.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
let other;
let me;
const PASSWORD = 'kith-e2e-colleague';

/** Calls the interface as the page does. */
const call = (from, method, path, body) =>
  from.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf };
      const response = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
  me = (await call(page, 'GET', '/session')).body.user.id;
  const role = (await call(page, 'GET', '/roles')).body.data.find((one) => one.administrator).id;
  const email = 'vid@notification.example';
  const made = await call(page, 'POST', '/users', { name: 'Vid Colleague', email, password: PASSWORD, role });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  other = await openPage(browser, { address: kith.address });
  await signIn(other, { ...kith, email, password: PASSWORD });
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const unread = async () => (await call(page, 'GET', '/notifications/count')).body.count;

test('the bell hears of it while the page stays open, and leads there', async () => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Notifications/ }).waitFor();
  const before = await unread();
  const deal = (await call(other, 'POST', '/deals', { name: 'Barn roof', owner: me })).body;
  await call(other, 'POST', '/notes', { body: `Please call them, @[Ana](user:${me})!` });
  await page.getByRole('button', { name: `Notifications: ${before + 2} unread` }).click();
  const inbox = page.getByRole('dialog', { name: 'Notifications' });
  await inbox.getByText('Please call them, @Ana!').waitFor();
  await screenshot(page, 'notification-bell');
  await assertAccessible(page, 'notification bell');

  // Down to the second, R marks as read and as unread again, Enter opens.
  const link = inbox.getByRole('link', { name: 'Vid Colleague gave you Barn roof' });
  await inbox.getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await link.evaluate((element) => element === document.activeElement), true);
  await page.keyboard.press('r');
  await page.getByRole('button', { name: `Notifications: ${before + 1} unread` }).waitFor();
  await page.keyboard.press('r');
  await page.getByRole('button', { name: `Notifications: ${before + 2} unread` }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/deals/${deal.id}`));
  await page.getByRole('button', { name: `Notifications: ${before + 1} unread` }).waitFor();
});

test('the page shows all, and marks all as read', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.waitForURL(/\/notifications$/);
  await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
  await page.getByRole('main').getByText('Vid Colleague gave you Barn roof').waitFor();
  await screenshot(page, 'notification-page');
  await assertAccessible(page, 'notifications');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  assert.equal(await unread(), 0);
  await page.getByText('Unread', { exact: true }).click();
  await page.getByText('Nothing new').waitFor();
});

test('a task that comes due rings', async () => {
  const now = (await call(page, 'POST', '/notes', { body: 'What time is it?' })).body.created_at;
  const due_at = new Date(Date.parse(now) + 2_000).toISOString();
  await call(page, 'POST', '/tasks', { subject: 'Water the plants', due_at });
  await page.getByRole('main').getByText('Water the plants is due').waitFor();
  assert.equal(await unread(), 1);
});

test('what comes before the page listens, or while its list is on the way, is not missed', async () => {
  // The list is there, and the stream is not open yet.
  let listen;
  const opened = new Promise((resolve) => {
    listen = resolve;
  });
  await page.route('**/api/v1/changes*', async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto('/notifications');
  const main = page.locator('main');
  await main.getByRole('listitem').first().waitFor();
  assert.equal((await call(other, 'POST', '/deals', { name: 'Before it listens', owner: me })).status, 201);
  listen();
  await main.getByText('Vid Colleague gave you Before it listens').waitFor();
  await page.unroute('**/api/v1/changes*');

  // The list was read before, and comes after the news.
  let asked = 0;
  await page.route('**/api/v1/notifications?*', async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const answer = await route.fetch();
    assert.equal((await call(other, 'POST', '/deals', { name: 'While it is asked', owner: me })).status, 201);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.fulfill({ response: answer });
  });
  await page.goto('/notifications');
  await main.getByText('Vid Colleague gave you While it is asked').waitFor();
  await page.unroute('**/api/v1/notifications?*');
});

test('what is switched off is not told', async () => {
  await page.goto('/settings/notifications');
  const given = page.getByRole('switch', { name: 'Given to me' });
  await given.waitFor();
  await screenshot(page, 'notification-settings');
  await assertAccessible(page, 'notification settings');
  await given.click({ force: true });
  await page.waitForFunction(async () => {
    const { data } = await (await fetch('/api/v1/notifications/settings')).json();
    return data.find((one) => one.kind === 'assigned').in_app === false;
  });
  const before = await unread();
  await call(other, 'POST', '/deals', { name: 'Not told', owner: me });
  assert.equal(await unread(), before);
});

test('dark, and on a phone', async () => {
  const dark = await openPage(browser, { address: kith.address, scheme: 'dark' });
  await signIn(dark, kith);
  await dark.getByRole('button', { name: /^Notifications/ }).click();
  await dark.getByRole('dialog', { name: 'Notifications' }).getByText('Water the plants is due').waitFor();
  await screenshot(dark, 'notification-bell-dark');
  await assertAccessible(dark, 'notification bell, dark');
  const phone = await openPage(browser, { address: kith.address, phone: true });
  await signIn(phone, kith);
  await phone.getByRole('link', { name: /^Notifications/ }).click();
  await phone.getByText('Water the plants is due').waitFor();
  await screenshot(phone, 'notification-phone');
  await assertAccessible(phone, 'notifications on a phone');
  for (const one of [page, dark, phone]) assert.deepEqual(one.complaints, []);
});
