// Weeks and days by their hours: what overlaps stands side by side, what is carried to another hour keeps its length and can be
// taken back, a free hour makes a record, all of it without a mouse too, and for objects that people made themselves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
const ids = {};

const api = (of, method, path, body) =>
  of.evaluate(
    async ([verb, address, told]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${address}`, {
        method: verb,
        headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf },
        body: told ? JSON.stringify(told) : undefined,
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );
const made = async (path, body) => {
  const told = await api(page, 'POST', path, body);
  assert.equal(told.status, 201, JSON.stringify(told.body));
  return told.body;
};
const meeting = async (id) => (await api(page, 'GET', `/meetings/${id}`)).body;
const block = (id, of = page) => of.locator(`[data-hours] [data-entry="${id}"]`);
const saved = () => page.waitForResponse((one) => one.request().method() === 'PATCH' && one.ok());
const WEEK = '/meetings?view=calendar&span=week&at=2027-03-10';

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
  // The demo company is in a zone of its own: its wall clock is what counts.
  const at = (day, hour) => `2027-03-${day}T${hour}:00+01:00`;
  for (const [name, day, hour, duration] of [
    ['Long', '10', '09:00', 7200],
    ['Short', '10', '09:30', 1800],
    ['After', '10', '10:00', 1800],
    ['Alone', '11', '14:00', 3600],
    ['Night', '12', '23:00', 7200],
  ])
    ids[name] = (await made('/meetings', { subject: name, happened_at: at(day, hour), duration })).id;
  await page.goto(WEEK);
  await block(ids.Long).waitFor();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test('what overlaps stands side by side, as long as it takes; what crosses midnight is seen on both days', async () => {
  const [long, short, later] = await Promise.all(
    ['Long', 'Short', 'After'].map((name) => block(ids[name]).boundingBox()),
  );
  assert.ok(long.x + long.width <= short.x + 1, 'the two lie over each other');
  assert.ok(Math.abs(short.x - later.x) < 1, 'one after the other take the same lane');
  assert.ok(Math.abs(long.height / short.height - 4) < 0.1, 'two hours are four times half an hour');
  assert.ok(Math.abs(short.y + short.height - later.y) < 1, 'one begins where the other ends');
  assert.equal(await block(ids.Night).count(), 2);
  await page.locator('[data-hours="2027-03-13"]').locator(`[data-entry="${ids.Night}"]`).waitFor();
  await assertAccessible(page, 'calendar-week');
  await screenshot(page, 'calendar-week');
});

test('a meeting is carried to another day and hour, keeps its length, and can be taken back', async () => {
  const before = await meeting(ids.Alone);
  const from = await block(ids.Alone).boundingBox();
  const day = await page.locator('[data-hours="2027-03-12"]').boundingBox();
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 12, { steps: 4 });
  await page.mouse.move(day.x + 40, from.y + 8 + 96, { steps: 8 });
  const done = saved();
  await page.mouse.up();
  await done;
  const moved = await meeting(ids.Alone);
  assert.equal(Date.parse(moved.happened_at) - Date.parse(before.happened_at), (24 + 2) * 3_600_000);
  assert.equal(moved.duration, before.duration);
  // Letting go is no press: nothing was opened.
  assert.ok(!new URL(page.url()).searchParams.has('peek'));
  const undone = page.waitForResponse((one) => one.url().endsWith('/undo') && one.ok());
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await undone;
  await page.locator('[data-hours="2027-03-11"]').locator(`[data-entry="${ids.Alone}"]`).waitFor();
  assert.equal((await meeting(ids.Alone)).happened_at, before.happened_at);
});

test('its lower edge drawn down makes it longer', async () => {
  const from = await block(ids.Alone).boundingBox();
  await page.mouse.move(from.x + 30, from.y + from.height - 4);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + from.height + 20, { steps: 4 });
  await page.mouse.move(from.x + 30, from.y + from.height + 24, { steps: 2 });
  const done = saved();
  await page.mouse.up();
  await done;
  assert.equal((await meeting(ids.Alone)).duration, 5400);
});

test('the keys do the same, and each step is said', async () => {
  const before = await meeting(ids.Alone);
  await block(ids.Alone).getByRole('link').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByText('Over Wednesday 10 March, 14:30.').waitFor({ state: 'attached' });
  const done = saved();
  await page.keyboard.press('Space');
  await done;
  const moved = await meeting(ids.Alone);
  assert.equal(Date.parse(moved.happened_at) - Date.parse(before.happened_at), (-24 + 0.5) * 3_600_000);
  await block(ids.Alone).getByRole('link').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.getByText('Over Thursday 11 March, 14:30.').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await page.getByText('Alone is back in its place.').waitFor({ state: 'attached' });
  assert.equal((await meeting(ids.Alone)).happened_at, moved.happened_at);
});

test('an event opens beside the week, and the panel leads to the next one', async () => {
  await block(ids.Long).getByRole('link').click();
  await page.waitForURL((url) => url.searchParams.get('peek') === ids.Long);
  await page.locator('aside[data-panel]').getByText('1 of 5').waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForURL((url) => url.searchParams.get('peek') === ids.Short);
  await screenshot(page, 'calendar-panel');
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('peek'));
});

test('a free hour makes a record that begins then, by a press and by the keys', async () => {
  const day = await page.locator('[data-hours="2027-03-09"]').boundingBox();
  const hour = await block(ids.Long).boundingBox();
  await page.mouse.click(day.x + 60, hour.y + 10);
  await page.waitForURL('**/meetings/new?**');
  const preset = () => JSON.parse(new URL(page.url()).searchParams.get('preset')).happened_at;
  assert.equal(Date.parse(preset()), Date.parse('2027-03-09T09:00:00+01:00'));
  await page.getByLabel('Subject').fill('Made in a free hour');
  await page.getByRole('button', { name: 'Create meeting' }).click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}/);

  await page.goto(WEEK);
  await block(ids.Long).waitFor();
  const slot = page.getByRole('button', { name: /^New meeting on .* at / });
  await slot.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'New meeting on 9 Mar 2027 at 09:30' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/meetings/new?**');
  assert.equal(Date.parse(preset()), Date.parse('2027-03-09T09:30:00+01:00'));
});

test('objects that people made themselves have the same hours', async () => {
  await made('/dictionary/objects', {
    key: 'x_visit',
    plural: 'x_visits',
    label: 'Service visit',
    label_plural: 'Service visits',
  });
  await made('/dictionary/objects/x_visit/fields', { key: 'x_begins', label: 'Begins', kind: 'timestamp' });
  await made('/dictionary/objects/x_visit/fields', { key: 'x_takes', label: 'Takes', kind: 'duration' });
  await made('/dictionary/objects/x_visit/fields', { key: 'x_due', label: 'Due', kind: 'date' });
  const visit = await made('/x_visits', {
    name: 'First service',
    x_begins: '2027-03-10T11:00:00+01:00',
    x_takes: 5400,
    x_due: '2027-03-12',
  });
  await page.goto('/x_visits?view=calendar&span=week&at=2027-03-10&by=x_begins');
  await block(visit.id).waitFor();
  const box = await block(visit.id).boundingBox();
  assert.ok(Math.abs(box.height - 72) < 2, `an hour and a half is ${box.height}`);
  // A day without hours fills its column; carried, it stays a day.
  await page.goto('/x_visits?view=calendar&span=week&at=2027-03-10&by=x_due');
  const bar = page.locator(`[data-entry="${visit.id}"]`);
  await bar.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  const done = saved();
  await page.keyboard.press('Space');
  await done;
  assert.equal((await api(page, 'GET', `/x_visits/${visit.id}`)).body.x_due, '2027-03-11');
});

test('the day of a phone and the week in the dark', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true });
  await signIn(phone, kith);
  await phone.goto('/meetings?view=calendar&at=2027-03-10');
  await phone.getByText('Day', { exact: true }).click();
  await block(ids.Long, phone).waitFor();
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await assertAccessible(phone, 'calendar-day-phone');
  await screenshot(phone, 'calendar-day-phone');
  await block(ids.Short, phone).getByRole('link').tap();
  await phone.waitForURL((url) => url.searchParams.get('peek') === ids.Short);
  assert.deepEqual(phone.complaints, []);
  await phone.context().close();
  const dark = await openPage(browser, { address: kith.address, scheme: 'dark' });
  await signIn(dark, kith);
  await dark.goto(WEEK);
  await block(ids.Long, dark).waitFor();
  await assertAccessible(dark, 'calendar-week-dark');
  await screenshot(dark, 'calendar-week-dark');
  await dark.context().close();
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.complaints, []);
});
