// The calendar: drawn over, carried, made longer, colleagues side by side; tasks that come again, the next of a queue, templates, own hours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
let me;
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
  assert.ok([200, 201].includes(told.status), JSON.stringify(told.body));
  return told.body;
};
const saved = () => page.waitForResponse((one) => one.request().method() === 'PATCH' && one.ok());
const block = (id) => page.locator(`[data-hours] [data-entry^="${id}"]`).first();
const WEEK = '/calendar?span=week&at=2027-03-10';

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
  me = (await api(page, 'GET', '/session')).body.user;
  const users = (await api(page, 'GET', '/users')).body.data;
  ids.nina = users.find((user) => user.name.startsWith('Nina')).id;
  const at = (day, hour) => `2027-03-${day}T${hour}:00+01:00`;
  ids.mine = (
    await made('/meetings', { subject: 'Mine', happened_at: at('10', '10:00'), duration: 3600, owner: me.id })
  ).id;
  ids.asked = (
    await made('/meetings', { subject: 'Asked to', happened_at: at('10', '13:00'), duration: 3600, owner: ids.nina })
  ).id;
  await made('/meeting_attendees', { meeting: ids.asked, user: me.id });
  ids.hers = (
    await made('/meetings', { subject: 'Hers', happened_at: at('10', '15:00'), duration: 1800, owner: ids.nina })
  ).id;
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test('one sees one’s own and what one is asked to; what is carried and made longer is kept', async () => {
  await page.goto(WEEK);
  await block(ids.mine).waitFor();
  await block(ids.asked).waitFor();
  assert.equal(await block(ids.hers).count(), 0, 'a colleague’s own is hers');
  const box = await block(ids.mine).boundingBox();
  const answer = saved();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 30, { steps: 3 });
  await page.mouse.move(box.x + 20, box.y + 10 + 48, { steps: 3 });
  await page.mouse.up();
  const moved = await (await answer).json();
  assert.equal(new Date(moved.happened_at).toISOString(), '2027-03-10T10:00:00.000Z', 'an hour later');
  await assertAccessible(page, 'the calendar');
});

test('drawing over free hours makes an entry of that length', async () => {
  await page.goto(WEEK);
  await block(ids.mine).waitFor();
  const column = page.locator('[data-hours="2027-03-11"]');
  const from = await column.boundingBox();
  const nine = from.y + 9 * 48;
  await page.mouse.move(from.x + 60, nine + 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, nine + 40, { steps: 3 });
  await page.mouse.move(from.x + 60, nine + 72, { steps: 3 });
  await page.mouse.up();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Subject').fill('Drawn');
  await page.keyboard.press('Enter');
  await page.locator('[data-hours="2027-03-11"]').getByText('Drawn').waitFor();
  const filter = { field: 'subject', op: 'is', value: 'Drawn' };
  const found = (await api(page, 'POST', '/meetings/query', { filter })).body.data[0];
  assert.equal(new Date(found.happened_at).toISOString(), '2027-03-11T08:00:00.000Z');
  assert.equal(found.duration, 5400);
});

test('colleagues stand side by side, and what is carried to one becomes theirs', async () => {
  await page.goto(`/calendar?span=day&at=2027-03-10&who=${ids.nina}`);
  await page.locator(`[data-hours="2027-03-10#${ids.nina}"] [data-entry^="${ids.hers}"]`).waitFor();
  await page.locator(`[data-hours="2027-03-10#${me.id}"] [data-entry^="${ids.asked}"]`).waitFor();
  const mine = page.locator(`[data-hours="2027-03-10#${me.id}"] [data-entry^="${ids.mine}"]`);
  const [box, hers] = [
    await mine.boundingBox(),
    await page.locator(`[data-hours="2027-03-10#${ids.nina}"]`).boundingBox(),
  ];
  const answer = saved();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 14, { steps: 3 });
  await page.mouse.move(hers.x + 60, box.y + 10, { steps: 5 });
  await page.mouse.up();
  const moved = await (await answer).json();
  assert.equal(moved.owner.id, ids.nina);
});

test('a phone shows what is to come as a list', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true });
  await signIn(phone, kith);
  await phone.goto('/calendar?at=2027-03-08');
  await phone.getByRole('link', { name: /Asked to/ }).waitFor();
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, 'nothing hangs over the edge of a phone');
});

test('a task that repeats is written with words and makes its next when it is ticked', async () => {
  const task = await made('/tasks', { subject: 'Water the plants', due_at: '2099-03-02T08:00:00Z', owner: me.id });
  await page.goto(`/tasks/${task.id}`);
  await api(page, 'PATCH', `/tasks/${task.id}`, { repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' });
  await page.getByText('Every 2 weeks on Monday').first().waitFor();
  await api(page, 'PATCH', `/tasks/${task.id}`, { done: true });
  const filter = { and: [{ field: 'repeat_of', op: 'is', value: task.id }] };
  const next = (await api(page, 'POST', '/tasks/query', { filter })).body.data;
  assert.deepEqual(
    next.map((one) => one.due_at),
    ['2099-03-16T08:00:00Z'],
  );
});

test('the next task of a queue is one press on the first page of the day', async () => {
  const queue = await made('/task_queues', { name: 'Complaints' });
  await made('/task_queue_seats', { queue: queue.id, user: me.id });
  await made('/tasks', { subject: 'A broken handle', queue: queue.id, owner: null });
  await page.goto('/');
  const card = page.getByRole('region', { name: 'Queues' });
  await card.getByText('1 task waits').waitFor();
  await card.getByRole('button', { name: 'Take next: Complaints' }).click();
  await page.getByRole('complementary', { name: /A broken handle/ }).waitFor();
  const filter = { field: 'subject', op: 'is', value: 'A broken handle' };
  const taken = (await api(page, 'POST', '/tasks/query', { filter })).body.data[0];
  assert.equal(taken.owner.id, me.id);
});

test('a template is chosen with the keys and filled from the record', async () => {
  const company = await made('/companies', { name: 'Kovačija Kos' });
  const person = await made('/people', { name: { given: 'Živa', family: 'Kos' }, company: company.id });
  await made('/activity_templates', {
    name: 'E2E call',
    activity: 'call',
    subject: 'Call {{person.name}}',
    body: 'Dear {{person.first_name}} of {{company.name}}, {{unknown.field}}– {{me.name}}',
  });
  await page.goto(`/people/${person.id}`);
  const composer = page.getByRole('form', { name: 'Add an activity' });
  await composer.getByText('Call', { exact: true }).click();
  await composer.getByRole('textbox').first().focus();
  await page.keyboard.press('Alt+KeyT');
  await page.getByRole('menuitem', { name: /E2E call/ }).click();
  const body = composer.locator('textarea').first();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some((one) => one.value.includes('Dear')),
  );
  assert.equal(await body.inputValue(), `Dear Živa of Kovačija Kos, – ${me.name}`);
  assert.equal(await composer.getByRole('textbox').first().inputValue(), 'Call Živa Kos');
});

test('own hours are kept, and the calendar has an address for other programs', async () => {
  await page.goto('/settings/calendar');
  const friday = page.getByRole('group', { name: 'Friday' });
  await friday.getByRole('button', { name: 'Remove these hours on Friday' }).click();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('Saved').first().waitFor();
  const hours = (await api(page, 'GET', '/working_hours')).body.data.find((one) => one.user === me.id);
  assert.deepEqual(
    hours.stretches.map((one) => one.weekday),
    [1, 2, 3, 4],
  );
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByLabel('Secret address of your calendar').inputValue();
  const feed = await (await fetch(address)).text();
  assert.ok(feed.startsWith('BEGIN:VCALENDAR\r\n') && feed.includes('END:VCALENDAR'));
  await assertAccessible(page, 'the settings of the calendar');
});
